import { env as bare } from "cloudflare:workers";
import { expect, it } from "vitest";
import { entryAfter, noEntry } from "../../../worker/audit/chain.ts";
import type { AuditEntry } from "../../../worker/audit/entry.ts";
import { insertEntry } from "../../../worker/audit/log.ts";
import { checkLogAndDays } from "../../../worker/audit/logged-days.ts";
import { recordDeed } from "../../../worker/audit/recording.ts";
import { whatRanOn } from "../../../worker/keeping/job-rows.ts";
import { appendToLog } from "../../../worker/keeping/log/job.ts";
import { keyRing, recordKeys } from "../../../worker/vault/ring.ts";
import { patientBindings } from "../../../worker/web/patience.ts";
import { RunReport } from "../../../worker/web/run-report.ts";
import { hereAt } from "../../fixtures/content.ts";

const env = patientBindings(bare);
const hour = 60 * 60_000;
const noon = hereAt("2026-12-20").getTime();
const keys = { records: await recordKeys(env), ring: await keyRing(env) };
const deed = (subject: string) => ({ actor: "U-1", action: "opened" as const, subject, at: new Date(noon) });
const logDay = () =>
  appendToLog({ ...env, CLOCK_SHIFT_MS: String(noon + 24 * hour - Date.now()) }, new RunReport(), whatRanOn);

/** Whoever holds everything has also changed what was noted outside of the database. */
const check = () => checkLogAndDays(env.DB, keys, []);

/** Writes the audit log anew with the right keys, as if it had always been so. */
async function rewrite(subjects: readonly string[]): Promise<void> {
  for (const name of ["go_on", "never_change", "are_kept"])
    await env.DB.prepare(`drop trigger audit_entries_${name}`).run();
  await env.DB.prepare("delete from audit_entries").run();
  let last: Pick<AuditEntry, "sequence" | "hash"> = noEntry;
  for (const subject of subjects) {
    const entry = await entryAfter(keys.records, last, deed(subject));
    await insertEntry(env.DB, entry).run();
    last = entry;
  }
}

it("an audit log fits what was published of it, also when more is added later", async () => {
  await recordDeed(env, deed("M-1"));
  await recordDeed(env, deed("M-2"));
  await logDay();
  await recordDeed(env, deed("M-3"));
  expect(await check()).toMatchObject({ entries: 3 });
  expect((await check()).brokenAt).toBeUndefined();
});

it.each([
  ["changed", ["M-1", "M-9"], { brokenAt: 1, fault: "changed" }],
  ["cut at its end", ["M-1"], { brokenAt: 2, fault: "cut" }],
  ["emptied", [], { brokenAt: 1, fault: "cut" }],
] as const)(
  "an audit log that was %s by whoever holds every key is found out",
  async (_, subjects, found) => {
    await recordDeed(env, deed("M-1"));
    await recordDeed(env, deed("M-2"));
    await logDay();
    await rewrite(subjects);
    expect(await check()).toMatchObject(found);
  },
);

it("nobody can put another entry in the place of the one that was published", async () => {
  await recordDeed(env, deed("M-1"));
  await logDay();
  await rewrite(["M-9"]);
  const { hash } = (await env.DB.prepare("select hash from audit_entries").first<{ hash: string }>()) ?? {};
  await env.DB.prepare("drop trigger log_entries_never_change").run();
  await env.DB.prepare("update log_entries set opening = ?1 where name glob 'audit *'")
    .bind(JSON.stringify({ sequence: 1, hash }))
    .run();
  expect(await check()).toMatchObject({ brokenAt: 1, fault: "changed" });
});
