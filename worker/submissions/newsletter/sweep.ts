import { deleteSubmissions } from "../../forms/intake/submissions.ts";
import { spansOver } from "../../lifetimes/ends.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import type { RunReport } from "../../web/run-report.ts";
import { countHeldSubscriptions, deleteSubscriptions, hideSilent, subscriptionsOver } from "./ended.ts";

/** Subscriptions per batch. The run makes as many batches as it may, and the next one continues. */
const maxSubscriptions = 500;

/**
 * Deletes what is left of subscriptions whose readers left and whose time is over. Until then the link in an old issue
 * says that its reader has left.
 */
export async function sweepSubscriptions(env: Env, report: RunReport, published = versions): Promise<void> {
  const db = env.DB;
  const over = spansOver("newsletter", published, now(env));
  while (report.goesOn()) {
    const ended = await subscriptionsOver(db, over, maxSubscriptions);
    const [deleted] = await db.batch([
      deleteSubscriptions(db, ended),
      deleteSubmissions(db, "newsletter", ended),
      deleteSubmissions(db, "policy-changes", ended),
    ]);
    report.add("newsletter", deleted?.meta.changes ?? 0);
    if (ended.length < maxSubscriptions) break;
  }
  await db.batch(hideSilent(db, over));
  report.add("held newsletter", await countHeldSubscriptions(db, over));
}
