import organization from "../../content/organization.yaml";
import { keyRing } from "../vault/ring.ts";
import { now } from "../web/clock.ts";
import { RunReport } from "../web/run-report.ts";
import { nextAttempt, reasonOf } from "./attempts.ts";
import type { ClaimedMail } from "./mail.ts";
import { claimDueMail, forgetRecipients, markFailed, markSent, openMail } from "./outbox.ts";
import { refusalOf } from "./refusal.ts";

/** How long a run may take for the mails it claimed, before another run may send them. */
const leaseMs = 5 * 60_000;

const maxAtOnce = 20;

/** How many times `maxAtOnce` one run sends. The next run continues. */
const maxRounds = 50;

/**
 * Sends the mail that is due, each at least once. The cron tries a failed mail again later; one whose try cannot even
 * be recorded is set aside, and due again when its lease ends.
 */
export async function deliverDueMail(env: Env, report = new RunReport()): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const at = now(env);
    const leaseEnds = new Date(at.getTime() + leaseMs);
    const claimed = await claimDueMail(env.DB, at, leaseEnds, maxAtOnce);
    const sent: string[] = [];
    const send = async (mail: ClaimedMail) => {
      if (await deliver(env, mail)) sent.push(mail.id);
      else report.add("failed tries", 1);
    };
    await Promise.all(claimed.map((mail) => report.alone("mail: delivering", () => send(mail))));
    if (sent.length > 0) await markSent(env.DB, sent, now(env));
    report.add("mails", sent.length);
    if (claimed.length < maxAtOnce) return;
  }
}

/** When this isolate's current run began, and whether mail came in since it last looked. */
let running: { since: number; again: boolean } | undefined;

/** How long a run waits for more mail, so that one look into the outbox serves many submissions. */
const gatheringMs = 200;

/** After this long a run counts as dead: the runtime may end one at any time. */
const longestRunMs = 60_000;

/**
 * Sends mail while an answer is on its way. Submissions that arrive together share a run, but each awaits only its own
 * work. Failures are logged and left to the cron.
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
    // Each submission starts one look at most, so nobody keeps asking a database that is down.
    await deliverDueMail(env).catch((error) => {
      console.error("mail: a run after a submission failed", { error: String(error) });
    });
  }
  if (running === run) running = undefined;
}

/** Forgets recipients once their mail no longer counts against flooding an address. */
export async function forgetWhomMailWentTo(env: Env, report: RunReport): Promise<void> {
  const { meta } = await forgetRecipients(env.DB, now(env)).run();
  report.add("recipients", meta.changes);
}

/** Whether the mail has left. A failure is recorded. */
async function deliver(env: Env, claimed: ClaimedMail): Promise<boolean> {
  const ring = await keyRing(env);
  try {
    const mail = await openMail(ring, claimed);
    const refusal = refusalOf(mail);
    if (refusal !== undefined) {
      await markFailed(env.DB, ring, claimed.id, now(env), refusal, undefined);
      return false;
    }
    await env.MAIL.send({
      from: { email: organization.sender, name: organization.name },
      to: mail.to,
      ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: { ...mail.headers },
    });
    return true;
  } catch (error) {
    const failedAt = now(env);
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    console.error("mail: delivery failed", { id: claimed.id, attempt: claimed.attempt });
    const next = nextAttempt(claimed.attempt, failedAt);
    await markFailed(env.DB, ring, claimed.id, failedAt, reasonOf(cause), next);
    return false;
  }
}
