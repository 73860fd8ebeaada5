import organization from "../../content/organization.yaml";
import { keyRing } from "../vault/ring.ts";
import { now } from "../web/clock.ts";
import { reach } from "../web/reach.ts";
import { nextAttempt, reasonOf } from "./attempts.ts";
import type { ClaimedMail } from "./mail.ts";
import { claimDueMail, forgetRecipients, markFailed, markSent, openMail } from "./outbox.ts";
import { refusalOf } from "./refusal.ts";

/** How long a run may take with the mails it claimed before another run may send them. */
const leaseMs = 5 * 60_000;

const mostAtOnce = 20;

/** Sends all mail that is due, each at least once. A mail that fails is tried again later by the cron. */
export async function deliverDueMail(env: Env): Promise<void> {
  for (;;) {
    const at = now(env);
    const leaseEnds = new Date(at.getTime() + leaseMs);
    const claimed = await reach("mail: claiming", claimDueMail(env.DB, at, leaseEnds, mostAtOnce));
    const tries = await Promise.allSettled(claimed.map((mail) => deliver(env, mail)));
    const sent = tries.flatMap((one) => (one.status === "fulfilled" && one.value ? [one.value] : []));
    if (sent.length > 0) await reach("mail: marking", markSent(env.DB, sent, now(env)));
    const broken = tries.find((one) => one.status === "rejected");
    if (broken) throw broken.reason;
    if (claimed.length < mostAtOnce) return;
  }
}

/** When the run began that is under way in this isolate, and whether mail came in since its last look. */
let running: { since: number; again: boolean } | undefined;

/** How long a run waits for more mail: one look into the outbox then serves many submissions. */
const gatheringMs = 200;

/** After this long a run is taken for dead: the runtime may end one at any time. */
const longestRunMs = 60_000;

/**
 * Sends mail while an answer is on its way. Submissions that come in together share a run, each awaiting only its
 * own work. What goes wrong is logged and left to the cron.
 */
export async function deliverAfterwards(env: Env): Promise<void> {
  if (running && Date.now() - running.since < longestRunMs) {
    running.again = true;
    return;
  }
  const run = { since: Date.now(), again: true };
  running = run;
  while (run.again) {
    await new Promise((resolve) => setTimeout(resolve, gatheringMs));
    run.again = false;
    // Each submission starts one look at most, so that a database that is down is not asked for ever.
    await deliverDueMail(env).catch((error) => {
      console.error("mail: a run after a submission failed", { error: String(error) });
    });
  }
  if (running === run) running = undefined;
}

/** What the cron does with the outbox: sends what is due, and forgets to whom mail went. */
export async function tendOutbox(env: Env): Promise<void> {
  await deliverDueMail(env);
  await reach("mail: forgetting", forgetRecipients(env.DB, now(env)).run());
}

/** The mail's id if it has left; undefined if that failed, which is noted. */
async function deliver(env: Env, claimed: ClaimedMail): Promise<string | undefined> {
  const ring = await keyRing(env);
  try {
    const mail = await openMail(ring, claimed);
    const refusal = refusalOf(mail);
    if (refusal !== undefined) {
      await reach("mail: refusing", markFailed(env.DB, ring, claimed.id, now(env), refusal, undefined));
      return undefined;
    }
    const sending = env.MAIL.send({
      from: { email: organization.sender, name: organization.name },
      to: mail.to,
      ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: { ...mail.headers },
    });
    await reach("mail: sending", sending);
    return claimed.id;
  } catch (error) {
    const failedAt = now(env);
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    console.error("mail: delivery failed", { id: claimed.id, attempt: claimed.attempt });
    const next = nextAttempt(claimed.attempt, failedAt);
    await reach("mail: marking", markFailed(env.DB, ring, claimed.id, failedAt, reasonOf(cause), next));
    return undefined;
  }
}
