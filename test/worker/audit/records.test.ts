import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { checkAllRecords } from "../../../worker/accounts/signatures/all-records.ts";
import {
  deleteEndedSignatures,
  endSignatures,
  insertSignature,
} from "../../../worker/accounts/signatures/signatures.ts";
import { checkLog } from "../../../worker/audit/checking.ts";
import { notedHeads, noteHeads } from "../../../worker/audit/heads.ts";
import { recordDeed } from "../../../worker/audit/recording.ts";
import { gapsIn } from "../../../worker/audit/records.ts";
import { insertConsents } from "../../../worker/forms/consents/adding.ts";
import { currentConsents } from "../../../worker/forms/consents/consents.ts";
import { deleteEndedConsents } from "../../../worker/forms/consents/ended.ts";
import { issueReceipt } from "../../../worker/forms/receipts/issuing.ts";
import { checkRecordsDaily } from "../../../worker/keeping/checking-records.ts";
import { openRecordKeys } from "../../../worker/vault/record-keys.ts";
import { recordKeys } from "../../../worker/vault/ring.ts";
import { RunReport } from "../../../worker/web/run-report.ts";
import { consent } from "../../fixtures/consent.ts";
import { makeClient } from "../client.ts";
import { addConsents, takeBack } from "../consents.ts";
import { ask } from "../site.ts";

const past = new Date("2021-01-01T00:00:00Z");
const references = ["M-1", "M-2", "M-3", "M-4"];
const run = (sql: string) => env.DB.prepare(sql).run();
const of = (subject: string) => ({ ...consent, id: `${subject}/support`, subject });

/** What a check of all consents finds. */
async function found() {
  const [consents] = await checkAllRecords(env.DB, await recordKeys(env), await notedHeads(env));
  return { changed: consents?.changed, missing: consents?.missing };
}

/** Somebody who can do anything to the database file. */
async function withoutTriggers(...statements: string[]): Promise<void> {
  const { results } = await env.DB.prepare(
    "select name from sqlite_schema where type = 'trigger' and tbl_name in ('consents', 'signatures')",
  ).all<{ name: string }>();
  for (const { name } of results) await run(`drop trigger ${name}`);
  for (const sql of statements) await run(sql);
}

describe("consents in the database file", () => {
  beforeEach(async () => {
    await addConsents(...references.map(of));
    await noteHeads(env);
  });

  it("are found whole when nobody has touched them", async () => {
    expect(await found()).toEqual({ changed: [], missing: [] });
  });

  it.each(
    Object.entries({
      id: "'M-2/other'",
      schema: "'kept-consent-2'",
      subject: "'M-9'",
      controller: "'Somebody else'",
      event: "'refused'",
      purpose: "'newsletter'",
      legal_basis: "'dpv:Contract'",
      processing: "'[]'",
      data_categories: "'[]'",
      method: "'order'",
      policy_version: "'2031-01-01'",
      policy_hash: `'${"a".repeat(64)}'`,
      policy_language: "'ru'",
      label_hash: `'${"c".repeat(64)}'`,
      jurisdiction: "'RU'",
      withdrawal: "'/en/nowhere/'",
      recorded_at: "'2026-12-24T10:00:00.000Z'",
      kept_until: "'2020-01-01T00:00:00.000Z'",
      said_at: "'2026-12-24T10:00:00.000Z'",
      entered_by: "'U-2'",
    }),
  )("are found and not signed when the column %s of one is changed", async (column, value) => {
    await withoutTriggers(`update consents set ${column} = ${value} where sequence = 2`);
    expect((await found()).changed).toHaveLength(1);
    const { subject } = (await env.DB.prepare("select subject from consents where sequence = 2").first<{
      subject: string;
    }>()) ?? { subject: "" };
    expect(await issueReceipt(env, subject)).toBe("broken");
    expect((await ask(`/en/sent/${subject}/receipt.json`)).status).toBe(410);
    expect(await issueReceipt(env, "M-1")).toMatchObject({ receipt: { sub: "M-1" } });
  });

  it("are found when one was put there with another's check", async () => {
    await withoutTriggers(
      "create table copy as select * from consents where sequence = 2",
      "update copy set sequence = 5, id = 'M-5/support', subject = 'M-5'",
      "insert into consents select * from copy",
    );
    expect(await found()).toEqual({ changed: ["M-5/support"], missing: [] });
    expect(await issueReceipt(env, "M-5")).toBe("broken");
  });

  it("are missed when one is deleted, in the middle or at the end, and so are all", async () => {
    await withoutTriggers("delete from consents where sequence = 2");
    expect(await found()).toEqual({ changed: [], missing: [{ first: 2, last: 2 }] });
    await run("delete from consents where sequence = 4");
    expect((await found()).missing).toEqual([
      { first: 2, last: 2 },
      { first: 4, last: 4 },
    ]);
    await run("delete from consents");
    expect((await found()).missing).toEqual([{ first: 1, last: 4 }]);
  });

  it("are missed although others took their numbers", async () => {
    await withoutTriggers("delete from consents where sequence = 4");
    await addConsents(of("M-5"), of("M-6"));
    await noteHeads(env);
    expect((await found()).changed).toEqual(["M-5/support"]);
  });

  it("are missed although somebody says that their time was over", async () => {
    await withoutTriggers(
      "delete from consents where sequence = 2",
      "insert into record_ends (kind, first, last, record_check) values ('consents', 2, 2, 'r1.x')",
    );
    expect((await found()).missing).toEqual([{ first: 2, last: 2 }]);
  });

  it("are found when a withdrawal is put before what it withdraws", async () => {
    await takeBack({
      subject: "M-1",
      purpose: "support",
      method: "account",
      recordedAt: past,
      keptUntil: past,
    });
    await withoutTriggers(
      "update consents set sequence = 99 where sequence = 1",
      "update consents set sequence = 1 where sequence = 5",
      "update consents set sequence = 5 where sequence = 99",
    );
    expect(await currentConsents(env.DB, "M-1")).toMatchObject([{ event: "given" }]);
    expect((await found()).changed).toEqual(["M-1/support/withdrawn"]);
  });

  it("do not become genuine by being taken back", async () => {
    await withoutTriggers("update consents set purpose = 'newsletter' where sequence = 2");
    const how = { method: "account", recordedAt: past, keptUntil: past };
    await takeBack({ subject: "M-2", purpose: "newsletter", ...how });
    expect((await found()).changed).toEqual(["M-2/support", "M-2/support/withdrawn"]);
  });

  it("end with their time and leave nothing missing, unless they were changed", async () => {
    for (const subject of ["M-1", "M-2"])
      await takeBack({ subject, purpose: "support", method: "account", recordedAt: past, keptUntil: past });
    await withoutTriggers("update consents set controller = 'x' where sequence = 2");
    expect(await deleteEndedConsents(env, past, 100)).toBe(2);
    expect(await found()).toEqual({ changed: ["M-2/support"], missing: [] });
    await addConsents(of("M-7"));
    const last = await env.DB.prepare("select max(sequence) as last from consents").first();
    expect(last).toEqual({ last: 7 });
  });

  it("make the daily job fail, which says how many", async () => {
    await withoutTriggers(
      "update consents set controller = 'x' where sequence = 1",
      "delete from consents where sequence = 3",
    );
    const report = new RunReport();
    await expect(checkRecordsDaily(env, report)).rejects.toThrow("records do not hold: consents");
    expect(report.counts).toMatchObject({ consents: 2, "changed consents": 1, "missing consents": 1 });
  });
});

describe("a new key for records", () => {
  const fresh = `r2:${"D".repeat(42)}A`;
  const rotated = { ...env, RECORD_KEYS: `${fresh} ${env.RECORD_KEYS}` };

  it("writes from then on, and the former one still proves what it wrote, in the log too", async () => {
    await addConsents(of("M-1"));
    const deed = { actor: "U-1", action: "opened" as const, at: past };
    await recordDeed(env, { ...deed, subject: "M-1" });
    await env.DB.batch(await insertConsents(rotated, [of("M-2")]));
    await recordDeed(rotated, { ...deed, subject: "M-2" });
    await noteHeads(env);
    const heads = await notedHeads(env);
    const both = await recordKeys(rotated);
    expect((await checkAllRecords(env.DB, both, heads))[0]).toMatchObject({ whole: 2, changed: [] });
    expect((await checkLog(env.DB, both, heads)).brokenAt).toBeUndefined();
    for (const subject of ["M-1", "M-2"])
      expect(await issueReceipt(rotated, subject)).toMatchObject({ receipt: { sub: subject } });
    const alone = await openRecordKeys(fresh);
    expect((await checkAllRecords(env.DB, alone, heads))[0]).toMatchObject({ changed: ["M-1/support"] });
    expect(await checkLog(env.DB, alone, heads)).toMatchObject({ brokenAt: 1 });
  });
});

describe("signatures in the database file", () => {
  const signature = (id: string, userId: string) => ({
    id,
    userId,
    purpose: "policy" as const,
    document: consent.policyVersion,
    documentHash: consent.policyHash,
    policyVersion: consent.policyVersion,
    policyHash: consent.policyHash,
    signedAt: new Date("2020-12-01T10:00:00Z"),
  });
  const foundHere = async () =>
    (await checkAllRecords(env.DB, await recordKeys(env), await notedHeads(env)))[1];

  it("are found when one is changed or taken out, and end without a gap", async () => {
    const userId = await makeClient(env, "anna@example.org", "seven dried apricots");
    for (const id of ["S-1", "S-2", "S-3"]) await (await insertSignature(env, signature(id, userId))).run();
    await (await insertSignature(env, signature("S-3", userId))).run();
    await noteHeads(env);
    expect(await foundHere()).toMatchObject({ whole: 3, changed: [], missing: [] });
    await env.DB.batch(await endSignatures(env, userId, { "2026-11-22": past.toISOString() }));
    expect(await foundHere()).toMatchObject({ whole: 3, changed: [], missing: [] });
    await withoutTriggers("update signatures set kept_until = null where id = 'S-2'");
    expect(await foundHere()).toMatchObject({ whole: 2, changed: ["S-2"] });
    expect(await deleteEndedSignatures(env, past, 100)).toBe(2);
    expect(await foundHere()).toMatchObject({ whole: 0, changed: ["S-2"], missing: [] });
    await run("delete from signatures");
    expect(await foundHere()).toMatchObject({ missing: [{ first: 2, last: 2 }] });
  });
});

describe("numbers that nothing covers", () => {
  it.each([
    [[], 0, []],
    [[], 2, [{ first: 1, last: 2 }]],
    [[{ first: 2, last: 3 }], 3, [{ first: 1, last: 1 }]],
    [
      [
        { first: 4, last: 4 },
        { first: 1, last: 2 },
        { first: 1, last: 1 },
      ],
      6,
      [
        { first: 3, last: 3 },
        { first: 5, last: 6 },
      ],
    ],
  ])("of %j up to %i are %j", (stretches, upTo, gaps) => {
    expect(gapsIn(stretches, upTo)).toEqual(gaps);
  });
});
