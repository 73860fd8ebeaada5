import type { MailContext, Queueing } from "../../mail/mail.ts";
import { queueMail } from "../../mail/outbox.ts";
import { lock, newToken, unlock } from "../../vault/locking.ts";
import { keyRing } from "../../vault/ring.ts";
import { seal, unseal } from "../../vault/sealing.ts";
import { hashOf } from "../../web/sha256.ts";
import { countAsked } from "./counts.ts";
import { askingLetter } from "./letters.ts";
import { decidedBy, type LockedContent, type Waiting, type WaitingForm } from "./waiting.ts";
import { insertWaiting, sealedWaitings } from "./waitings.ts";

/** A form of somebody who is not of age, ready to wait for a guardian. */
export interface Asking {
  form: WaitingForm;
  content: LockedContent;
  /** The guardian's own address. Only the mail to it names it, and the outbox forgets that once it has left. */
  guardian: string;
  context: MailContext;
  askedAt: Date;
  /** How the mail enters the outbox. */
  queueing: Queueing;
}

/**
 * Stores what somebody typed so that only the link mailed to their guardian opens it, and queues that mail, in one
 * batch. The same form again changes nothing.
 */
export async function askGuardian(env: Env, asking: Asking): Promise<void> {
  const { form, content, guardian, context, askedAt, queueing } = asking;
  const { reference, language } = context;
  const db = env.DB;
  const ring = await keyRing(env);
  const token = newToken();
  const locked = await lock(token, reference, JSON.stringify(content));
  const expiresAt = decidedBy(askedAt);
  const waiting = {
    reference,
    form,
    language,
    askedAt,
    expiresAt,
    sealedContent: await seal(ring, placeOf(reference), locked),
  };
  const letter = askingLetter(form, token, expiresAt, guardian, context);
  await db.batch([
    countAsked(db, reference, askedAt),
    insertWaiting(db, waiting, await hashOf(token)),
    await queueMail(db, ring, letter, askedAt, queueing),
  ]);
}

/**
 * What was typed, opened with the link's token.
 * @throws SealBroken when it is another token
 */
export async function contentOf(
  env: Env,
  { reference, sealedContent = "" }: Waiting,
  token: string,
): Promise<LockedContent> {
  const locked = await unseal(await keyRing(env), placeOf(reference), sealedContent);
  return JSON.parse(await unlock(token, reference, locked)) as LockedContent;
}

function placeOf(row: string) {
  return { table: sealedWaitings.table, column: "sealed_content", row };
}
