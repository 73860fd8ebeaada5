import organization from "../../../content/organization.yaml";
import { hasSwept, noteErased } from "../../lifetimes/sweeps.ts";
import { deleteMailBefore } from "../../mail/outbox.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { reach } from "../../web/reach.ts";
import type { LinkAction } from "./action.ts";
import { failedBefore, forgottenBefore, type LinkPurpose, mailedBefore } from "./link.ts";
import { deleteLinks, overdueSubjects } from "./links.ts";

/** So many subjects go in one batch, and so many batches in one run: what is left goes the next day. */
const mostSubjects = 50;

const mostBatches = 100;

/**
 * Erases what nobody has confirmed while its link could be used or renewed, the links themselves, and what the outbox
 * remembers of mail that has left or has failed for good. Once a day, called by the cron.
 */
export async function sweepLinksDaily(
  env: Env,
  actions: Readonly<Record<LinkPurpose, LinkAction>>,
): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  if (await reach("links: reading sweeps", hasSwept(db, today, "mail"))) return;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const reading = overdueSubjects(db, forgottenBefore(at), mostSubjects);
    const overdue = await reach("links: reading what is overdue", reading);
    if (overdue.length === 0) break;
    await sweep(env, actions, overdue, today, at);
  }
  const old = deleteMailBefore(db, mailedBefore(at), failedBefore(at));
  await reach("links: sweeping mail", db.batch([old, noteErased(db, today, "mail", at)]));
}

async function sweep(
  env: Env,
  actions: Readonly<Record<LinkPurpose, LinkAction>>,
  overdue: readonly { purpose: LinkPurpose; subject: string }[],
  today: string,
  at: Date,
): Promise<void> {
  const db = env.DB;
  const abandoned = await Promise.all(
    (["newsletter", "data-request"] as const).map(async (purpose) => {
      const subjects = overdue.filter((one) => one.purpose === purpose).map(({ subject }) => subject);
      const [counted, ...others] = await actions[purpose].abandon(env, subjects, at);
      return counted ? [counted, noteErased(db, today, purpose, at), ...others] : [];
    }),
  );
  const links = deleteLinks(db, overdue);
  await reach("links: sweeping", db.batch([...abandoned.flat(), links, noteErased(db, today, "link", at)]));
}
