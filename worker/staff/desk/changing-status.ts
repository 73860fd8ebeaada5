import organization from "../../../content/organization.yaml";
import type { Action, Tip } from "../../audit/entry.ts";
import { recordDeed } from "../../audit/recording.ts";
import { queueMail } from "../../mail/outbox.ts";
import { answerAddress, insertAnswerLink } from "../../submissions/answering/links.ts";
import { insertStatus, isTaken } from "../../submissions/status/changes.ts";
import { type Notice, noticeOf } from "../../submissions/status/letters.ts";
import type { StatusChange } from "../../submissions/status/status.ts";
import { keyRing } from "../../vault/ring.ts";
import type { Language } from "../../web/organization.ts";
import { hashOf } from "../../web/sha256.ts";

/** Whom a change is told by mail, and what the mail says besides. */
export interface Told extends Pick<Notice, "original" | "isMessage" | "more"> {
  email: string;
  language: Language;
  /** The random token of the link with which they answer. */
  token: string;
}

/** How a change is made known. */
export interface Telling {
  /** Absent if nobody is told. */
  to?: Told | undefined;
  /** The audit log's name for it. */
  action?: Action;
  /** The last entry of the audit log, if it was just read. */
  tip?: Tip;
  /** What else belongs to the change. */
  more?: readonly D1PreparedStatement[];
}

/**
 * Records a change in the history and the audit log and queues the mail to the sender, in one batch.
 * @returns false when this position of the history was already taken; then nothing is done
 */
export async function changeStatus(env: Env, change: StatusChange, telling: Telling = {}): Promise<boolean> {
  const { to, action = "changed", tip, more = [] } = telling;
  const { changedAt: at, changedBy: actor, reference: subject } = change;
  const statements = [
    await insertStatus(env.DB, await keyRing(env), change),
    ...(to ? await tell(env, change, to) : []),
    ...more,
  ];
  try {
    await recordDeed(env, { actor, action, subject, at }, statements, tip);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** The statements that tell somebody of a change by mail, with a link to answer. */
export async function tell(
  env: Env,
  change: StatusChange,
  { token, ...to }: Told,
): Promise<D1PreparedStatement[]> {
  const { changedAt: at, reference } = change;
  const answer = answerAddress(env.ORIGIN, to.language, token);
  const notice = noticeOf(change, { organization, origin: env.ORIGIN, answer, ...to });
  return [
    insertAnswerLink(env.DB, await hashOf(token), reference, at),
    await queueMail(env.DB, await keyRing(env), notice, at),
  ];
}
