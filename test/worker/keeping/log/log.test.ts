import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { noteRun, whatRanOn } from "../../../../worker/keeping/job-rows.ts";
import { appendToLog } from "../../../../worker/keeping/log/job.ts";
import { readCheckpoint } from "../../../../worker/log/checkpoint.ts";
import { openLogKeys } from "../../../../worker/log/keys.ts";
import { isSignedBy } from "../../../../worker/log/note.ts";
import { shownCheckpoint } from "../../../../worker/log/offering.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import type { LockedLanguage, PublishedVersion } from "../../../../worker/policy/versions/version.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { sha256 } from "../../../../worker/web/sha256.ts";
import { hereAt } from "../../../fixtures/content.ts";
import { laterLogKey, logKey } from "../../../fixtures/log-key.ts";

afterEach(() => vi.restoreAllMocks());

const day = 24 * 60 * 60_000;
const noon = hereAt("2026-12-20").getTime();
const at = (instant: number) => ({ ...env, CLOCK_SHIFT_MS: String(instant - Date.now()) });

async function run(
  instant: number,
  published: readonly PublishedVersion[] = versions,
  bindings: Partial<Env> = {},
) {
  const report = new RunReport();
  await appendToLog({ ...at(instant), ...bindings }, report, whatRanOn, [...published]);
  return report.counts;
}

async function entries(): Promise<Record<string, unknown>[]> {
  const { results } = await env.DB.prepare("select entry from log_entries order by position").all<{
    entry: string;
  }>();
  return results.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>);
}

const kinds = async () => (await entries()).map(({ kind }) => kind);
const size = async () => readCheckpoint((await shownCheckpoint(env.DB)) ?? "")?.size ?? 0;

/** The versions of the lock with one more, published later. */
function withNext(change: Partial<PublishedVersion> = {}): PublishedVersion[] {
  const [first] = versions;
  if (!first) throw new Error("the lock has a version");
  const next = {
    ...first,
    date: "2027-03-01",
    sequence: 2,
    publishedOn: "2026-12-21",
    effectiveAt: "2027-02-28T16:00:00.000Z",
    kind: "material" as const,
    languages: { en: { ...first.languages.en, addedOn: "2026-12-21" } } as PublishedVersion["languages"],
  };
  return [...versions, { ...next, ...change }];
}

it("begins with its keys, the rules of counting, every text of the lock, and the day before", async () => {
  await run(noon);
  const texts = versions.flatMap(({ publishedOn, languages }) =>
    Object.values(languages).map(({ addedOn }) => (addedOn === publishedOn ? "version" : "translation")),
  );
  expect(await kinds()).toEqual([
    "log-key",
    "receipt-key",
    "counting-rules",
    ...texts,
    "audit",
    "retention",
    "disclosures",
  ]);
  const [first] = versions;
  const [[language, locked] = []] = Object.entries(first?.languages ?? {});
  expect((await entries())[3]).toMatchObject({
    at: expect.stringContaining(new Date(noon).toISOString().slice(0, 18)),
    date: first?.date,
    sequence: 1,
    language,
    sha256: locked?.sha256,
  });
});

it("adds nothing twice, and every day something, whether anything happened or not", async () => {
  await run(noon);
  const before = await size();
  expect(await run(noon + 60_000)).toMatchObject({ entries: 0 });
  expect(await size()).toBe(before);
  for (const days of [1, 2]) await run(noon + days * day);
  expect(await size()).toBe(before + 4);
  await run(noon + 5 * day);
  expect((await entries()).filter(({ kind }) => kind === "audit").map((one) => one.day)).toEqual(
    [19, 20, 21, 22, 23, 24].map((date) => `2026-12-${date}`),
  );
});

it("says as much of a quiet day as of a busy one, and the busy one can be opened later", async () => {
  await run(noon);
  await noteRun(env.DB, "2026-12-20", {
    name: "accounts: erase what is due",
    startedAt: new Date(noon),
    endedAt: new Date(noon),
    result: "done",
    counts: { accounts: 1 },
  });
  await run(noon + day);
  const { results } = await env.DB.prepare(
    "select entry, opening from log_entries where name glob 'retention *' order by position",
  ).all<{ entry: string; opening: string }>();
  const [quiet, busy] = results;
  expect(quiet?.entry.length).toBe(busy?.entry.length);
  expect(busy?.entry).not.toContain("accounts");
  const { salt, text } = JSON.parse(busy?.opening ?? "") as { salt: string; text: string };
  expect(text).toContain('"accounts":1');
  expect(salt).toMatch(/^[\w-]{43}$/);
  expect(JSON.parse(busy?.entry ?? "")).toMatchObject({ commitment: await sha256(`${salt}\n${text}`) });
});

it("adds translations, versions and withdrawals as they come", async () => {
  await run(noon);
  const before = await size();
  const next = withNext();
  const [added] = next.slice(-1);
  if (!added) throw new Error("there is a next version");
  await run(noon, next);
  const translated = withNext({
    languages: {
      ...added.languages,
      ru: {
        ...(added.languages.en as LockedLanguage),
        sha256: "ab".repeat(32),
        addedOn: "2026-12-22",
      },
    },
  });
  await run(noon, translated);
  await run(
    noon,
    translated.map((one) =>
      one.sequence === 2
        ? {
            ...one,
            state: { is: "withdrawn" as const, on: "2026-12-23", reason: "It was published too early." },
          }
        : one,
    ),
  );
  const found = (await entries()).slice(before);
  expect(found.map(({ kind, language }) => [kind, language])).toEqual([
    ...Object.keys(added.languages).map((language) => ["version", language]),
    ["translation", "ru"],
    ["withdrawal", undefined],
  ]);
});

it.each([
  [
    "a rewritten text",
    (next: PublishedVersion[]) =>
      next.map((one) => ({
        ...one,
        languages: {
          ...one.languages,
          en: { ...one.languages.en, sha256: "cd".repeat(32) },
        } as PublishedVersion["languages"],
      })),
  ],
  [
    "another day of publication",
    (next: PublishedVersion[]) => next.map((one) => ({ ...one, publishedOn: "2026-11-01" })),
  ],
  ["a version that was taken out", (next: PublishedVersion[]) => next.slice(0, -1)],
  [
    "a version that was slipped in between",
    (next: PublishedVersion[]) => [
      ...next.slice(0, -1),
      { ...(next.at(-1) as PublishedVersion), date: "2027-01-01" },
      { ...(next.at(-1) as PublishedVersion), sequence: 3 },
    ],
  ],
])("refuses %s, adds the day all the same, and its job fails", async (_, change) => {
  await run(noon, withNext());
  const before = await size();
  await expect(run(noon + day, change(withNext()))).rejects.toThrow("the lock says otherwise than the log");
  expect((await kinds()).slice(before)).toEqual(["audit", "retention"]);
});

it("tells of a new key in an entry, and both sign while one follows the other", async () => {
  await run(noon);
  const both = { LOG_KEY: JSON.stringify({ keys: [laterLogKey, logKey] }) };
  await run(noon, versions, both);
  const { published } = await openLogKeys(both.LOG_KEY, env.ORIGIN);
  const checkpoint = readCheckpoint((await shownCheckpoint(env.DB)) ?? "");
  for (const key of published) expect(checkpoint && (await isSignedBy(checkpoint.note, key))).toBe(true);
  expect((await kinds()).filter((kind) => kind === "log-key")).toHaveLength(2);
  const later = { LOG_KEY: JSON.stringify({ keys: [laterLogKey, { ...logKey, d: undefined }] }) };
  await run(noon + day, versions, later);
  expect(readCheckpoint((await shownCheckpoint(env.DB)) ?? "")?.note.signatures).toHaveLength(1);
});

it("holds nothing that somebody typed, nor whom anything is about", async () => {
  await run(noon);
  const written = JSON.stringify(await entries());
  expect(written).not.toMatch(/@|U-\d|M-\d|\+\d{2}[\d ]{6,}/);
});
