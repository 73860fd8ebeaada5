import organization from "../../content/organization.yaml";
import { deleteSubmissions } from "../forms/store.ts";
import { keptFrom } from "../periods/core.ts";
import { versionInForce } from "../policy/core.ts";
import { dayOf, startOfDay } from "../policy/days.ts";
import { versions } from "../policy/versions.ts";
import { periodKept } from "../retention/core.ts";
import { hasSwept, noteErased } from "../retention/store.ts";
import { now } from "../web/clock.ts";
import { reach } from "../web/reach.ts";
import { deleteSubscriptions, endedBefore } from "./store.ts";

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
