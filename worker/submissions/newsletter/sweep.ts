import organization from "../../../content/organization.yaml";
import { deleteSubmissions } from "../../forms/intake/submissions.ts";
import { keptFrom, periodKept } from "../../lifetimes/periods.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { dayOf, startOfDay } from "../../web/days.ts";
import type { RunReport } from "../../web/run-report.ts";
import { deleteSubscriptions, endedBefore } from "./subscriptions.ts";

/** Subscriptions per batch, and batches per run. The rest goes the next day. */
const maxSubscriptions = 200;

const maxBatches = 50;

/**
 * Deletes subscriptions that ended as long ago as the proof of a consent is kept. Until then the link in an old issue
 * says that its reader has left.
 */
export async function sweepSubscriptions(env: Env, report: RunReport): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  const firstDay = keptFrom(periodKept("consent", versionInForce(versions, at)?.commitments), today) ?? "";
  const before = startOfDay(firstDay, organization.timeZone);
  for (let batch = 0; batch < maxBatches; batch += 1) {
    const ended = await endedBefore(db, before, maxSubscriptions);
    const [deleted] = await db.batch([
      deleteSubscriptions(db, ended),
      deleteSubmissions(db, "newsletter", ended),
    ]);
    report.add("subscriptions", deleted?.meta.changes ?? 0);
    if (ended.length < maxSubscriptions) return;
  }
}
