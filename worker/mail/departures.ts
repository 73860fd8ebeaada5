import { now } from "../web/clock.ts";
import { logFailure } from "../web/log.ts";
import type { SentMail } from "./mail.ts";
import { markSent } from "./outbox.ts";

/**
 * Notes that a mail has left, before the next one does.
 * @throws Unreachable when neither the ledger nor the database takes it, so that its run ends and repeats no other
 */
export async function noteSent(env: Env, id: string): Promise<SentMail> {
  const sent = { id, at: now(env).toISOString() };
  try {
    await ledgerOf(env).note(sent);
  } catch (error) {
    logFailure("mail: the ledger did not note what has left", {}, error);
    await markSent(env.DB, [sent]);
  }
  return sent;
}

/** Lets the database know of mails that were noted, and the ledger forget them. */
export async function recordSent(env: Env, sent: readonly SentMail[]): Promise<void> {
  if (sent.length === 0) return;
  await markSent(env.DB, sent);
  await ledgerOf(env).forget(sent.map(({ id }) => id));
}

/**
 * Records what runs have noted that ended before they could.
 * @returns ids of those mails
 */
export async function recordNoted(env: Env): Promise<ReadonlySet<string>> {
  const noted = await ledgerOf(env).all();
  await recordSent(env, noted);
  return new Set(noted.map(({ id }) => id));
}

function ledgerOf(env: Env) {
  return env.SENT.getByName("sent");
}
