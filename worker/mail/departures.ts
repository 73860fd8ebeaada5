import { now } from "../web/clock.ts";
import { logFailure } from "../web/log.ts";
import type { ClaimedMail, SentMail } from "./mail.ts";

/** What one run has sent: each mail is noted before the next leaves, and the database learns of all at once. */
export class Departures {
  readonly #env: Env;
  #noted: SentMail[] = [];
  #ledgerAnswers = true;

  constructor(env: Env) {
    this.#env = env;
  }

  /**
   * Notes that a mail has left. Where the ledger fails, the database is told at once, and of all that follow.
   * @throws Unreachable when neither takes it, so that the run ends and repeats no other
   */
  async note(id: string): Promise<void> {
    const sent = { id, at: now(this.#env).toISOString() };
    if (this.#ledgerAnswers)
      try {
        await ledgerOf(this.#env).note(sent);
        this.#noted.push(sent);
        return;
      } catch (error) {
        this.#ledgerAnswers = false;
        logFailure("mail: the ledger did not note what has left", {}, error);
      }
    await markSent(this.#env.DB, [sent]);
  }

  /**
   * Lets the database know of what was noted.
   * @throws Unreachable when it does not learn of it, which the cron makes up for
   */
  async record(): Promise<void> {
    await record(this.#env, this.#noted.splice(0));
  }
}

/**
 * Records what runs have noted that ended before they could.
 * @throws Unreachable when the ledger cannot be asked, or the database does not learn of it
 */
export async function recordNoted(env: Env): Promise<void> {
  await record(env, await ledgerOf(env).all());
}

/**
 * Which of these mails, which other runs have tried, have not left.
 * @throws Unreachable when nobody can say
 */
export async function notYetSent(env: Env, mails: readonly ClaimedMail[]): Promise<readonly ClaimedMail[]> {
  if (mails.length === 0) return mails;
  await recordNoted(env);
  // Another run may have recorded them meanwhile, and the ledger have forgotten them.
  const { results } = await env.DB.prepare(
    "select id from outbox where id in (select value from json_each(?1)) and sent_at is null",
  )
    .bind(JSON.stringify(mails.map(({ id }) => id)))
    .all<{ id: string }>();
  const unsent = new Set(results.map(({ id }) => id));
  return mails.filter(({ id }) => unsent.has(id));
}

async function record(env: Env, sent: readonly SentMail[]): Promise<void> {
  if (sent.length === 0) return;
  await markSent(env.DB, sent);
  const forgetting = ledgerOf(env).forget(sent.map(({ id }) => id));
  // The database knows, so the cron makes up for this, too.
  await forgetting.catch((error: unknown) => logFailure("mail: the ledger did not forget", {}, error));
}

/** Records that mails have left, and erases their words and recipients. The same again changes nothing. */
export async function markSent(db: D1Database, sent: readonly SentMail[]): Promise<void> {
  await db
    .prepare(
      `update outbox set sent_at = sent.value ->> 'at', next_attempt_at = null, sealed_mail = null, sealed_error = null
       from json_each(?1) as sent where outbox.id = sent.value ->> 'id' and sent_at is null`,
    )
    .bind(JSON.stringify(sent))
    .run();
}

function ledgerOf(env: Env) {
  return env.SENT.getByName("sent");
}
