import organization from "../../../content/organization.yaml";
import type { Action, Tip } from "../../audit/entry.ts";
import { recordDeed } from "../../audit/recording.ts";
import { queueMail } from "../../mail/outbox.ts";
import { insertStatus, isTaken } from "../../submissions/status/changes.ts";
import { noticeOf } from "../../submissions/status/letters.ts";
import type { StatusChange } from "../../submissions/status/status.ts";
import { keyRing } from "../../vault/ring.ts";
import type { Language } from "../../web/organization.ts";

/** How a change is made known. */
export interface Telling {
  /** Whom to tell by mail; absent if nobody. */
  to?: { email: string; language: Language } | undefined;
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
  const ring = await keyRing(env);
  const { changedAt: at, changedBy: actor, reference: subject } = change;
  const context = { organization, origin: env.ORIGIN };
  const notices = to ? [await queueMail(env.DB, ring, noticeOf(change, { ...context, ...to }), at)] : [];
  const statements = [await insertStatus(env.DB, ring, change), ...notices, ...more];
  try {
    await recordDeed(env, { actor, action, subject, at }, statements, tip);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}
