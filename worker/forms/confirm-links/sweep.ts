import { spansOver } from "../../lifetimes/ends.ts";
import { countHeldMail, deleteFailedMail, deleteMailBefore } from "../../mail/ended.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import type { RunReport } from "../../web/run-report.ts";
import type { LinkAction } from "./action.ts";
import { forgottenBefore, type LinkPurpose, mailedBefore } from "./link.ts";
import { deleteLinks, overdueSubjects } from "./links.ts";

/** Subjects per batch. The run makes as many batches as it may, and the next one continues. */
const maxSubjects = 500;

type Overdue = readonly { subject: string; purpose: LinkPurpose }[];

/** How the unconfirmed subjects of each purpose are counted. */
const kinds = {
  newsletter: "subscriptions",
  "policy-changes": "watchers",
  "data-request": "data requests",
} as const satisfies Record<LinkPurpose, string>;

/** Erases what nobody confirmed while its link could be used or renewed, and the links themselves. */
export async function sweepLinks(
  env: Env,
  actions: Readonly<Record<LinkPurpose, LinkAction>>,
  report: RunReport,
): Promise<void> {
  const at = now(env);
  while (report.goesOn()) {
    // Subjects set aside are still there, and are the oldest.
    const page = { first: report.setAside, max: maxSubjects };
    const overdue = await overdueSubjects(env.DB, forgottenBefore(at), page);
    await report.together("links: erasing what nobody confirmed", overdue, (some) =>
      sweep(env, actions, some, at, report),
    );
    if (overdue.length < maxSubjects) return;
  }
}

/** Forgets what the outbox remembers of mail that left, and mail that failed for good once its time is over. */
export async function sweepMail(env: Env, report: RunReport, published = versions): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const over = spansOver("failedMail", published, at);
  await report.portions("mails", async (max) => {
    const { meta } = await deleteMailBefore(db, mailedBefore(at), max).run();
    return meta.changes;
  });
  await report.portions("failedMail", async (max) => {
    const { meta } = await deleteFailedMail(db, over, max).run();
    return meta.changes;
  });
  report.add("held failedMail", await countHeldMail(db, over));
}

async function sweep(
  env: Env,
  actions: Readonly<Record<LinkPurpose, LinkAction>>,
  overdue: Overdue,
  at: Date,
  report: RunReport,
): Promise<void> {
  const purposes = ["newsletter", "policy-changes", "data-request"] as const;
  const abandoned = await Promise.all(
    purposes.map((purpose) => {
      const subjects = overdue.filter((one) => one.purpose === purpose).map(({ subject }) => subject);
      return actions[purpose].abandon(env, subjects, at);
    }),
  );
  const done = await env.DB.batch([deleteLinks(env.DB, overdue), ...abandoned.flat()]);
  const [links, ...erased] = done.map(({ meta }) => meta.changes);
  report.add("links", links ?? 0);
  // The first statement of each purpose counts what it erases.
  let first = 0;
  for (const [place, purpose] of purposes.entries()) {
    report.add(kinds[purpose], erased[first] ?? 0);
    first += abandoned[place]?.length ?? 0;
  }
}
