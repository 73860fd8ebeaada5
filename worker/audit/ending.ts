import { commitmentsAt } from "../lifetimes/ends.ts";
import { latestEnded } from "../lifetimes/periods.ts";
import { periodKept } from "../lifetimes/purposes.ts";
import { versions } from "../policy/versions/lock.ts";
import { recordKeys } from "../vault/ring.ts";
import { now } from "../web/clock.ts";
import { Fault } from "../web/fault.ts";
import type { RunReport } from "../web/run-report.ts";
import { checkEntries, noEntry } from "./chain.ts";
import type { AuditEntry } from "./entry.ts";
import { endedNumbers, endNumbers } from "./record-ends.ts";

/** Entries that end in one run. The rest follows the next day. */
const maxAtOnce = 1000;

/**
 * Ends entries of the audit log that are as old as the proof of a consent is kept. They leave their last hash, signed, in
 * their place, so that the log still fits. A log that is broken loses nothing: it is evidence.
 */
export async function endOldEntries(env: Env, report: RunReport, published = versions): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const before = latestEnded(periodKept("consent", commitmentsAt(published, at)), at);
  const { results: old } = await db
    .prepare("select * from audit_entries where at < ?1 order by sequence limit ?2")
    .bind(before.toISOString(), maxAtOnce)
    .all<AuditEntry>();
  const last = old.at(-1);
  report.add("audit", 0);
  if (!last) return;
  const keys = await recordKeys(env);
  const [ended] = await endedNumbers(db, keys, "audit");
  const from = ended ? { entries: ended.last, tip: ended.hash ?? "" } : { entries: 0, tip: noEntry.hash };
  const { brokenAt } = await checkEntries(keys, from, old);
  if (brokenAt !== undefined) throw new Fault(`the audit log does not fit at entry ${brokenAt}`);
  const numbers = old.map(({ sequence }) => sequence);
  await db.batch([
    ...(await endNumbers(db, keys, "audit", numbers, last.hash)),
    db.prepare("delete from audit_entries where sequence <= ?1").bind(last.sequence),
  ]);
  report.add("audit", old.length);
}
