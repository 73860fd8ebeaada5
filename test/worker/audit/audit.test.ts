import { env as bare } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { checkEntries, entryAfter } from "../../../worker/audit/chain.ts";
import type { Deed } from "../../../worker/audit/entry.ts";
import { entriesAfter } from "../../../worker/audit/log.ts";
import { recordDeed } from "../../../worker/audit/recording.ts";
import { patientBindings } from "../../../worker/web/patience.ts";

/** As routes get them: what the database refuses is known by its type. */
const env = patientBindings(bare);

const at = new Date("2026-12-01T08:00:00Z");
const deed = (subject: string): Deed => ({ actor: "U-1", action: "opened", subject, at });
const run = (sql: string) => env.DB.prepare(sql).run();
const check = async () => checkEntries({ entries: 0, tip: "" }, await entriesAfter(env.DB, 0, 1000));

async function record(count: number): Promise<void> {
  for (let i = 1; i <= count; i += 1) await recordDeed(env, deed(`M-${i}`));
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
    expect(checked).toEqual({ entries: 12, tip: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const subjects = (await entriesAfter(env.DB, 0, 100)).map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(12);
  });

  it("has no entry of what was not done", async () => {
    const failing = env.DB.prepare("insert into used_verifications (id, expires_at) values (null, null)");
    await expect(recordDeed(env, deed("M-1"), [failing])).rejects.toMatchObject({ constraint: "not null" });
    expect(await entriesAfter(env.DB, 0, 10)).toEqual([]);
  });

  it.each([
    ["alters who", "update audit_entries set actor = 'U-2' where sequence = 3", 3],
    ["alters when", "update audit_entries set at = '2020' where sequence = 1", 1],
    ["alters what", "update audit_entries set action = 'erased' where sequence = 5", 5],
    ["takes one out", "delete from audit_entries where sequence = 2", 2],
    ["takes the first out", "delete from audit_entries where sequence = 1", 1],
    ["moves one to the end", "update audit_entries set sequence = 6 where sequence = 4", 4],
  ])("tells where it breaks after somebody %s in the file", async (_, sql, brokenAt) => {
    await record(5);
    await withoutTriggers(sql);
    expect(await check()).toMatchObject({ brokenAt });
  });

  it("breaks at the next entry when one is altered and its own hash made to fit", async () => {
    await record(3);
    const [first] = await entriesAfter(env.DB, 0, 1);
    const forged = await entryAfter({ sequence: 1, hash: first?.hash ?? "" }, deed("M-9"));
    await withoutTriggers(
      `update audit_entries set subject = 'M-9', hash = '${forged.hash}' where sequence = 2`,
    );
    expect(await check()).toMatchObject({ entries: 2, brokenAt: 3 });
  });
});
