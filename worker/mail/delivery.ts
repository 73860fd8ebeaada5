import organization from "../../content/organization.yaml";
import { keyRing } from "../vault/ring.ts";
import { now } from "../web/clock.ts";
import { logFailure } from "../web/log.ts";
import { legalName } from "../web/names.ts";
import { RunReport } from "../web/run-report.ts";
import { hashOf } from "../web/sha256.ts";
import { nextAttempt, reasonOf } from "./attempts.ts";
import { Departures, notYetSent, recordNoted } from "./departures.ts";
import { isOfNewsletter } from "./lists.ts";
import type { Attachment, ClaimedMail, Mail } from "./mail.ts";
import { claimDueMail, forgetRecipients, markFailed, openMail } from "./outbox.ts";
import { type Refusal, refusalOf } from "./refusal.ts";

/** How long a run may take for the mails it claimed, before another run may send them. */
const leaseMs = 5 * 60_000;

/** After this long a run claims nothing more, and one that goes on counts as dead: the runtime may end it at any time. */
const longestRunMs = 60_000;

/** How many mails a run claims together. Whoever finds the run dead waits for the lease of no more than these. */
const maxClaimed = 10;

/** How many times a run claims. The next run continues. */
const maxRounds = 40;

/** Sends what is due, after it has recorded what earlier runs sent. */
export async function deliverByCron(env: Env, report: RunReport): Promise<void> {
  await report.alone("mail: recording what has left", () => recordNoted(env));
  await deliverDueMail(env, report);
}

/**
 * Sends the mail that is due, each at least once, one after the other: a run that dies repeats one mail at most, the
 * one that left before it could be noted. The cron tries a failed mail again later; one whose try cannot even be
 * recorded is set aside, and due again when its lease ends.
 * @throws Unreachable when mail left and that cannot be noted, so that the run repeats this one and no more; or when
 *   nobody can say whether mail has left that was tried before, after everything else was sent
 */
export async function deliverDueMail(env: Env, report = new RunReport()): Promise<void> {
  const began = now(env).getTime();
  const run = { env, report, departures: new Departures(env) };
  for (let round = 0; round < maxRounds; round += 1) {
    const at = now(env);
    // A service that does not answer costs a mail all our patience, and the next run has to find time, too.
    if (at.getTime() - began > longestRunMs || !report.goesOn()) return;
    const leaseEnds = new Date(at.getTime() + leaseMs);
    const claimed = await claimDueMail(env.DB, at, leaseEnds, maxClaimed);
    await deliverEach(run, claimed.filter(isFirstTry));
    const again = claimed.filter((mail) => !isFirstTry(mail));
    await deliverEach(run, await notYetSent(env, again));
    if (claimed.length < maxClaimed) return;
  }
}

const isFirstTry = ({ attempt }: ClaimedMail) => attempt === 1;

interface Run {
  env: Env;
  report: RunReport;
  departures: Departures;
}

/** Sends mails one after the other, each noted before the next leaves. */
async function deliverEach({ env, report, departures }: Run, mails: readonly ClaimedMail[]): Promise<void> {
  for (const mail of mails) {
    let hasLeft = false;
    await report.alone("mail: delivering", async () => {
      hasLeft = await deliver(env, mail);
      report.add(hasLeft ? "mails" : "failed tries", 1);
    });
    if (hasLeft) await departures.note(mail.id);
  }
  await departures.record();
}

/** When this isolate's current run began, and whether mail came in since it last looked. */
let running: { since: number; again: boolean } | undefined;

/**
 * Sends mail while an answer is on its way. A run waits `GATHERING_MS` for more mail, so that submissions that
 * arrive together share it, but each awaits only its own work. Failures are logged and left to the cron.
 */
export async function deliverAfterwards(env: Env): Promise<void> {
  if (running && Date.now() - running.since < longestRunMs) {
    running.again = true;
    return;
  }
  const run = { since: Date.now(), again: true };
  running = run;
  while (run.again) {
    await scheduler.wait(Number(env.GATHERING_MS));
    run.again = false;
    // Each submission starts one look at most, so nobody keeps asking a database that is down.
    await deliverDueMail(env).catch((error) => {
      logFailure("mail: a run after a submission failed", {}, error);
    });
  }
  if (running === run) running = undefined;
}

/** Forgets recipients once their mail no longer counts against flooding an address. */
export async function forgetWhomMailWentTo(env: Env, report: RunReport): Promise<void> {
  await report.portions("recipients", async (max) => {
    const { meta } = await forgetRecipients(env.DB, now(env), max).run();
    return meta.changes;
  });
}

/** A program wrote it, so no other program answers it (RFC 3834). */
const automatic = { "Auto-Submitted": "auto-generated" };

/**
 * The same for each try of a mail, so that whoever gets it twice can tell. The service makes the Message-ID itself
 * (https://developers.cloudflare.com/email-service/reference/headers/).
 */
const keyHeader = "X-Idempotency-Key";

/** A file as the service takes it: its bytes in base64. */
function asSent({ content, ...file }: Attachment) {
  const bytes = new TextEncoder().encode(content);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { ...file, disposition: "attachment" as const, content: btoa(binary) };
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
    // Nobody reads what comes to the sender's address.
    const { to, replyTo = to === organization.email ? undefined : organization.email } = mail;
    await env.MAIL.send({
      from: { email: senderOf(mail), name: legalName(organization) },
      to,
      ...(replyTo === undefined ? {} : { replyTo }),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: { ...mail.headers, ...automatic, [keyHeader]: await hashOf(mail.id) },
      ...(mail.attachments ? { attachments: mail.attachments.map(asSent) } : {}),
    });
    return true;
  } catch (error) {
    const failedAt = now(env);
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    logFailure("mail: delivery failed", { kind: kindOf(claimed.id), attempt: claimed.attempt }, cause);
    const isSuppressed = refusesRecipient(cause);
    const next = isSuppressed ? undefined : nextAttempt(claimed.attempt, failedAt);
    const reason = isSuppressed ? ("suppressed" satisfies Refusal) : reasonOf(cause);
    await markFailed(env.DB, ring, claimed.id, failedAt, reason, next, isSuppressed);
    return false;
  }
}

/** The newsletter has a sender of its own where there is one, so that complaints about it cost no receipt its way. */
function senderOf(mail: Mail): string {
  return isOfNewsletter(mail) ? (organization.newsletterSender ?? organization.sender) : organization.sender;
}

/**
 * Whether the service takes nothing for a recipient, whom it has on its list because mail came back or was called spam.
 * Trying again changes nothing (https://developers.cloudflare.com/email-service/concepts/suppressions/).
 */
function refusesRecipient(cause: unknown): boolean {
  const { code, message } = cause as { code?: unknown; message?: unknown };
  const name = "E_RECIPIENT_SUPPRESSED";
  return code === name || (typeof message === "string" && message.includes(name));
}

/** `received` of `<reference>/received`, `issue` of `issue/<issue>/<email index>`: which mail it is, and not whose. */
function kindOf(id: string): string {
  return id
    .split("/")
    .filter((part) => /^[a-z-]{3,30}$/.test(part))
    .join("/");
}
