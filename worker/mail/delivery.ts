import organization from "../../content/organization.yaml";
import { keyRing } from "../vault/ring.ts";
import { now } from "../web/clock.ts";
import { nextAttempt } from "./core.ts";
import type { ClaimedMail } from "./schema.ts";
import { claimDueMail, markFailed, markSent, openMail } from "./store.ts";

/** How long a run may take with the mails it claimed before another run may send them. */
const leaseMs = 5 * 60_000;
const mostAtOnce = 10;

/** Sends all mail that is due, each at least once. A mail that fails is tried again later by the cron. */
export async function deliverDueMail(env: Env): Promise<void> {
  for (;;) {
    const at = now(env);
    const claimed = await claimDueMail(env.DB, at, new Date(at.getTime() + leaseMs), mostAtOnce);
    for (const mail of claimed) await deliver(env, mail);
    if (claimed.length < mostAtOnce) return;
  }
}

async function deliver(env: Env, claimed: ClaimedMail): Promise<void> {
  const ring = await keyRing(env);
  try {
    const mail = await openMail(ring, claimed);
    await env.MAIL.send({
      from: { email: organization.sender, name: organization.name },
      to: mail.to,
      ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: { ...mail.headers },
    });
  } catch (error) {
    const failedAt = now(env);
    const reason = error instanceof Error ? error.message : String(error);
    console.error("mail: delivery failed", { id: claimed.id, attempt: claimed.attempt });
    await markFailed(env.DB, ring, claimed.id, failedAt, reason, nextAttempt(claimed.attempt, failedAt));
    return;
  }
  await markSent(env.DB, claimed.id, now(env));
}
