import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { loadHead } from "../../../../worker/keeping/log/head.ts";
import { askWitnesses, witnessesOf } from "../../../../worker/keeping/log/witnessing.ts";
import { append, readyLog } from "../../../../worker/log/appending.ts";
import { cosignatureOf, readCheckpoint } from "../../../../worker/log/checkpoint.ts";
import { entryOf } from "../../../../worker/log/entry.ts";
import { keyLine } from "../../../../worker/log/note.ts";
import { proveEntries, shownCheckpoint } from "../../../../worker/log/offering.ts";
import { logKeys } from "../../../../worker/log/own-keys.ts";
import { standings } from "../../../../worker/log/witnesses.ts";
import { Unreachable } from "../../../../worker/web/reach.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { makeWitness, type TestWitness } from "../../../fixtures/witness.ts";
import { emptied } from "../../../workerd/emptying.ts";
import { ask } from "../../site.ts";

const at = new Date("2026-11-26T12:00:00Z");
const { published } = await logKeys(env);
let [one, other]: TestWitness[] = [];

beforeEach(async () => {
  [one, other] = await Promise.all(
    ["one.example/w", "other.example/w"].map((name) => makeWitness(name, published)),
  );
});

async function grow(history: string, count: number): Promise<void> {
  await readyLog(env, new RunReport());
  const entries = Array.from({ length: count }, () => {
    const name = `${history} ${crypto.randomUUID()}`;
    return entryOf({ name, says: { kind: "fact", name } }, at);
  });
  await append(env, entries);
}

async function show(witnesses: readonly TestWitness[], minutes = 0): Promise<RunReport["counts"]> {
  const report = new RunReport();
  const later = { ...env, CLOCK_SHIFT_MS: String(minutes * 60_000) };
  await askWitnesses(later, report, witnesses, (url, { body }) => {
    const asked = witnesses.find((witness) => `${witness.url}/add-checkpoint` === url);
    if (!asked) throw new Unreachable("no witness");
    return asked.answer(body);
  });
  return report.counts;
}

/** The mails to staff about witnesses: id and subject. */
async function alarms(): Promise<unknown[]> {
  return env.DB.prepare("select id, subject from outbox where id like 'log/%' order by id").raw();
}

it("shows each new checkpoint to every witness, and what they sign to everybody", async () => {
  const [first, second] = [one, other] as [TestWitness, TestWitness];
  await grow("ours", 3);
  expect(await show([first, second])).toEqual({ cosigned: 2 });
  expect(await show([first, second]), "each tree once").toEqual({});
  await grow("ours", 260);
  expect(await show([first])).toEqual({ cosigned: 1 });
  const served = readCheckpoint(await (await ask("/log/checkpoint")).text());
  expect(served?.size).toBe(263);
  const cosigned = (key: TestWitness["key"]) =>
    served && cosignatureOf(key, served.note.text, served.note.signatures);
  expect(await cosigned(first.key)).toMatchObject({ at: new Date(1_800_000_000_000) });
  expect(await cosigned(second.key)).toBeUndefined();
});

it("proves by the last tree that a witness signed, and says when none did", async () => {
  const first = one as TestWitness;
  await grow("ours", 1);
  const name = await env.DB.prepare("select name from log_entries").first<string>("name");
  expect(await proveEntries(env.DB, [name ?? ""])).toMatchObject({ isWitnessed: false });
  await show([first]);
  await grow("ours", 5);
  const proven = await proveEntries(env.DB, [name ?? ""]);
  expect(proven).toMatchObject({ isWitnessed: true });
  expect(proven?.proven[0]?.proof).toContain(`— ${first.key.name} `);
});

it("goes on from what a witness has seen, when that is not what is kept here", async () => {
  const first = one as TestWitness;
  await grow("ours", 5);
  await show([first]);
  await env.DB.prepare("delete from log_cosignatures").run();
  await grow("ours", 4);
  expect(await show([first])).toEqual({ cosigned: 1 });
  expect(first.seen.size).toBe(9);
});

it("sounds an alarm when two histories were shown to two witnesses, until both see one", async () => {
  const [first, second] = [one, other] as [TestWitness, TestWitness];
  await grow("this", 5);
  await show([first]);
  await emptied();
  await grow("that", 7);
  await show([second]);
  await expect(show([first, second])).rejects.toThrow("saw another history than ours: one.example/w");
  expect(await standings(env.DB)).toMatchObject([{ answer: "refused", size: 7 }, { answer: "cosigned" }]);
  const asked = first.asked;
  await expect(show([first, second], 5), "it stays red without asking again").rejects.toThrow(
    "another history",
  );
  expect(first.asked).toBe(asked);
  expect(await alarms(), "one mail for both runs").toEqual([
    ["log/one.example/w/refused/7", expect.stringContaining("one.example/w")],
  ]);
  expect(await loadHead(env.DB, [first, second])).toMatchObject({
    size: 7,
    witnesses: [
      { name: "one.example/w", last: { answer: "refused", size: 7 }, signed: 0 },
      { name: "other.example/w", last: { answer: "cosigned", size: 7 }, signed: 7 },
    ],
  });
  expect((await shownCheckpoint(env.DB))?.includes(first.key.name)).toBe(false);
});

it("sounds an alarm when a witness has seen more than there is", async () => {
  const first = one as TestWitness;
  await grow("this", 9);
  await show([first]);
  await emptied();
  await grow("that", 3);
  await expect(show([first])).rejects.toThrow("saw another history than ours");
  expect(await standings(env.DB)).toMatchObject([{ answer: "ahead", size: 3 }]);
  expect(await alarms()).toMatchObject([["log/one.example/w/ahead/3", expect.anything()]]);
});

it("takes no word that the witness did not sign, and goes on without one that is silent", async () => {
  const [first, second] = [one, other] as [TestWitness, TestWitness];
  await grow("ours", 2);
  const impostor = { ...first, key: second.key };
  expect(await show([impostor])).toEqual({ invalid: 1 });
  expect(await show([{ ...first, answer: () => Promise.reject(new Unreachable("silent")) }])).toEqual({
    silent: 1,
  });
  expect(await show([{ ...second, answer: async () => new Response("", { status: 404 }) }], 20)).toEqual({
    unknown: 1,
  });
  expect(readCheckpoint((await shownCheckpoint(env.DB)) ?? "")?.note.signatures.length).toBe(1);
});

it("knows witnesses by the line of their key, and no key of another kind", () => {
  const first = one as TestWitness;
  const named = { url: "https://one.example/w/", key: keyLine(first.key) };
  expect(witnessesOf({ witnesses: [named] })).toMatchObject([
    { url: "https://one.example/w", key: { name: "one.example/w" } },
  ]);
  expect(witnessesOf({})).toEqual([]);
  for (const key of [keyLine(published[0]), "x", ""])
    expect(() => witnessesOf({ witnesses: [{ ...named, key }] })).toThrow(
      "is no key with which a witness signs",
    );
});
