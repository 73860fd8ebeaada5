import { env as bare } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { entryAfter } from "../../../worker/audit/chain.ts";
import { checkLog } from "../../../worker/audit/checking.ts";
import { endOldEntries } from "../../../worker/audit/ending.ts";
import type { AuditEntry, Deed } from "../../../worker/audit/entry.ts";
import { notedHeads, noteHeads } from "../../../worker/audit/heads.ts";
import { entriesAfter, insertEntry } from "../../../worker/audit/log.ts";
import { recordDeed } from "../../../worker/audit/recording.ts";
import { openRecordKeys } from "../../../worker/vault/record-keys.ts";
import { recordKeys } from "../../../worker/vault/ring.ts";
import { patientBindings } from "../../../worker/web/patience.ts";
import { RunReport } from "../../../worker/web/run-report.ts";

/** As routes get them: what the database refuses is known by its type. */
const env = patientBindings(bare);

const at = new Date("2026-12-01T08:00:00Z");
const deed = (subject: string): Deed => ({ actor: "U-1", action: "opened", subject, at });
const run = (sql: string) => env.DB.prepare(sql).run();
const keys = await recordKeys(env);
const check = async () => checkLog(env.DB, keys, await notedHeads(env));

async function record(count: number): Promise<void> {
  for (let i = 1; i <= count; i += 1) await recordDeed(env, deed(`M-${i}`));
  await noteHeads(env);
}

/** Somebody who can do anything to the database file. */
async function withoutTriggers(sql: string): Promise<void> {
  for (const name of ["go_on", "never_change", "are_kept"]) await run(`drop trigger audit_entries_${name}`);
  await run(sql);
}

describe("the audit log", () => {
  it("is only added to, whoever asks", async () => {
    await record(2);
    await expect(run("update audit_entries set subject = 'M-9'")).rejects.toThrow("never changed");
    await expect(run("delete from audit_entries")).rejects.toThrow("never deleted");
    const replaced = `insert or replace into audit_entries select sequence, at, 'U-2', action, subject, previous, hash
      from audit_entries where sequence = 2`;
    await expect(run(replaced)).rejects.toThrow("has moved on");
    expect(await check()).toMatchObject({ entries: 2 });
  });

  it("keeps every deed, in one chain, when many come at once", async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => recordDeed(env, deed(`M-${i}`))));
    const checked = await check();
    expect(checked).toEqual({ entries: 12, tip: expect.stringMatching(/^r1\.[\w-]{43}$/) });
    const subjects = (await entriesAfter(env.DB, 0, 100)).map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(12);
  });

  it("has no entry of what was not done", async () => {
    const failing = env.DB.prepare("insert into used_verifications (id, expires_at) values (null, null)");
    await expect(recordDeed(env, deed("M-1"), [failing])).rejects.toMatchObject({ constraint: "not null" });
    expect(await entriesAfter(env.DB, 0, 10)).toEqual([]);
  });

  it.each([
    ["alters who", "update audit_entries set actor = 'U-2' where sequence = 3", 3, "changed"],
    ["alters when", "update audit_entries set at = '2020' where sequence = 1", 1, "changed"],
    ["alters what", "update audit_entries set action = 'erased' where sequence = 5", 5, "changed"],
    ["takes one out", "delete from audit_entries where sequence = 2", 2, "missing"],
    ["takes the first out", "delete from audit_entries where sequence = 1", 1, "missing"],
    ["moves one to the end", "update audit_entries set sequence = 6 where sequence = 4", 4, "missing"],
    ["takes the last two off the end", "delete from audit_entries where sequence > 3", 4, "cut"],
    ["takes all of them", "delete from audit_entries", 1, "cut"],
    [
      "says that the first ones have ended",
      "insert into record_ends values ('audit', 1, 2, (select hash from audit_entries where sequence = 2), 'r1.x')",
      undefined,
      undefined,
    ],
  ])("tells where it breaks after somebody %s in the file", async (_, sql, brokenAt, fault) => {
    await record(5);
    await withoutTriggers(sql);
    const checked = await check();
    expect([checked.brokenAt, checked.fault]).toEqual([brokenAt, fault]);
  });

  it("breaks when it is rewritten whole, by somebody who has every trigger but no key", async () => {
    await record(3);
    const other = await openRecordKeys(`r1:${"D".repeat(42)}A`);
    await withoutTriggers("delete from audit_entries");
    let tip = { sequence: 0, hash: "" };
    for (const subject of ["M-7", "M-8", "M-9"]) {
      tip = await entryAfter(other, tip, deed(subject));
      await insertEntry(env.DB, tip as AuditEntry).run();
    }
    expect(await check()).toMatchObject({ entries: 0, brokenAt: 1, fault: "changed" });
  });

  it("breaks when the end is cut off and the log goes on", async () => {
    await record(5);
    await withoutTriggers("delete from audit_entries where sequence > 3");
    for (const subject of ["M-7", "M-8", "M-9"]) await recordDeed(env, deed(subject));
    await noteHeads(env);
    expect(await check()).toMatchObject({ brokenAt: 5, fault: "changed" });
  });

  it("loses old entries, fits all the same, and goes on", async () => {
    await record(4);
    const later = { ...env, CLOCK_SHIFT_MS: String(Date.parse("2030-01-01") - Date.now()) };
    const report = new RunReport();
    await endOldEntries(later, report);
    await endOldEntries(later, report);
    expect(report.counts).toEqual({ audit: 4 });
    expect(await entriesAfter(env.DB, 0, 10)).toEqual([]);
    await recordDeed(env, deed("M-5"));
    expect(await entriesAfter(env.DB, 0, 10)).toMatchObject([{ sequence: 5 }]);
    expect(await check()).toMatchObject({ entries: 5 });
    expect((await check()).brokenAt).toBeUndefined();
    await run("update record_ends set hash = 'r1.another' where kind = 'audit'");
    expect(await check()).toMatchObject({ brokenAt: 1 });
  });

  it("breaks at the next entry when one is altered and its own hash made to fit", async () => {
    await record(3);
    const [first] = await entriesAfter(env.DB, 0, 1);
    const forged = await entryAfter(keys, { sequence: 1, hash: first?.hash ?? "" }, deed("M-9"));
    await withoutTriggers(
      `update audit_entries set subject = 'M-9', hash = '${forged.hash}' where sequence = 2`,
    );
    expect(await check()).toMatchObject({ entries: 2, brokenAt: 3 });
  });
});
