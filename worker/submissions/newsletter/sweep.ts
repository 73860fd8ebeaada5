import organization from "../../../content/organization.yaml";
import { deleteSubmissions } from "../../forms/intake/submissions.ts";
import { keptFrom, periodKept } from "../../lifetimes/periods.ts";
import { hasSwept, noteErased } from "../../lifetimes/sweeps.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { dayOf, startOfDay } from "../../web/days.ts";
import { reach } from "../../web/reach.ts";
import { deleteSubscriptions, endedBefore } from "./subscriptions.ts";

/** So many subscriptions go in one batch, and so many batches in one run: what is left goes the next day. */
const mostSubscriptions = 200;

const mostBatches = 50;

/**
 * Deletes the subscriptions that have ended for as long as the proof of a consent is kept: until then the link in an old
 * issue says that its reader has left. Once a day, called by the cron.
 */
export async function sweepSubscriptionsDaily(env: Env): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  if (await reach("newsletter: reading sweeps", hasSwept(db, today, "subscription"))) return;
  const firstDay = keptFrom(periodKept("consent", versionInForce(versions, at)?.commitments), today) ?? "";
  const before = startOfDay(firstDay, organization.timeZone);
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const ended = await reach("newsletter: reading", endedBefore(db, before, mostSubscriptions));
    const deleted = [deleteSubscriptions(db, ended), noteErased(db, today, "subscription", at)];
    await reach("newsletter: sweeping", db.batch([...deleted, deleteSubmissions(db, "newsletter", ended)]));
    if (ended.length < mostSubscriptions) return;
  }
}
