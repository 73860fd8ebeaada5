import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sourceOf } from "../../../local/log/source.ts";
import { verified } from "../../../local/log/standalone.ts";
import { type Known, verifyLog } from "../../../local/log/verifying.ts";
import { keyLine } from "../../../worker/log/note.ts";
import { folderKeys, logFolder, loggedDay, loggedText } from "../../fixtures/log-folder.ts";

const [first, second] = [loggedText("2026-11-22", 1, "a"), loggedText("2027-03-01", 2, "b")];
const days = Array.from({ length: 300 }, (_, place) =>
  loggedDay(new Date(Date.UTC(2026, 10, 22 + place)).toISOString().slice(0, 10)),
);
const verify = (folder: string, known: Known = {}) => verifyLog(sourceOf(folder), known);
const another = (folder: string) => `${readFileSync(join(folder, "checkpoint"), "utf8")}`;

/** Turns one bit of a file. */
function spoil(folder: string, pattern: string, place: number): string {
  const [file = ""] = globSync(pattern, { cwd: folder });
  const bytes = readFileSync(join(folder, file));
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(join(folder, file), bytes);
  return file;
}

it("says in words what it proved, and what not", async () => {
  const { folder, checkpoint } = await logFolder([first, second, ...days]);
  const [key] = (await folderKeys()).published;
  const alone = await verified(folder, {});
  expect(alone).toContain("Intact: the log www.example.com/log has 303 entries");
  expect(alone).toContain("says nothing about what the log was before");
  expect(alone).toContain("that others see the same log is not proved");
  expect(alone).toContain("2 texts of 2 versions, none twice and none slipped in");
  const since = await verified(folder, { since: checkpoint, key: key && keyLine(key) });
  expect(since).toContain("goes on from the checkpoint that you kept: its first 303 entries are the same");
  expect(since).toContain("the one that you know");
});

it("accepts a log that has grown since a checkpoint was kept", async () => {
  const { checkpoint: since } = await logFolder([first, ...days.slice(0, 270)]);
  const { folder } = await logFolder([first, ...days]);
  expect(await verify(folder, { since })).toMatchObject({ since: { size: 272 }, checkpoint: { size: 302 } });
});

it("finds a version that was rewritten, though the whole log was signed again", async () => {
  const { checkpoint: since } = await logFolder([first, second]);
  const { folder } = await logFolder([first, loggedText("2027-03-01", 2, "c"), ...days]);
  await expect(verify(folder, { since })).rejects.toThrow("the log has been rewritten");
  const { folder: twice } = await logFolder([first, second, loggedText("2027-03-01", 2, "c")]);
  await expect(verify(twice)).rejects.toThrow("entry 3 rewrites the version of 2027-03-01 in en");
});

it("finds a version that was slipped in between", async () => {
  const { checkpoint: since } = await logFolder([first, second]);
  const { folder } = await logFolder([
    first,
    loggedText("2027-01-01", 2, "c"),
    loggedText("2027-03-01", 3, "b"),
  ]);
  await expect(verify(folder, { since })).rejects.toThrow("the log has been rewritten");
  const { folder: late } = await logFolder([first, second, loggedText("2027-01-01", 3, "c")]);
  await expect(verify(late)).rejects.toThrow("slips the version of 2027-01-01 in before others");
});

it("finds an old checkpoint that was put in the place of the new one", async () => {
  const { checkpoint: since } = await logFolder([first, ...days]);
  const { folder } = await logFolder([first, ...days.slice(0, 5)]);
  await expect(verify(folder, { since })).rejects.toThrow("an old one was put in its place");
});

it("finds one bit of a tile or entry that was turned, and a checkpoint that nobody signed", async () => {
  for (const [pattern, message] of [
    ["tile/0/000", "its hash 2 is not theirs"],
    ["tile/0/001.p/*", "its hash 2 is not theirs"],
    ["tile/entries/000", "do not make the tree that was signed"],
    ["checkpoint", "not signed by a key of the log"],
  ] as const) {
    const { folder } = await logFolder([first, ...days]);
    spoil(folder, pattern, pattern === "checkpoint" ? 20 : 70);
    await expect(verify(folder), pattern).rejects.toThrow(message);
  }
});

it("finds a tile that is missing", async () => {
  const { folder } = await logFolder([first, ...days]);
  writeFileSync(join(folder, "tile/entries/000"), "");
  await expect(verify(folder)).rejects.toThrow("does not hold 256 whole entries");
  await expect(verify(join(folder, "elsewhere"))).rejects.toThrow("has no log: key is missing");
});

it("takes no key but the one that its reader knows", async () => {
  const { folder } = await logFolder([first]);
  const key = "www.example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
  await expect(verify(folder, { key })).rejects.toThrow("no key");
  const since = another(folder).replace("www.example.com/log", "www.example.org/log");
  await expect(verify(folder, { since })).rejects.toThrow("not signed by a key of this log");
});
