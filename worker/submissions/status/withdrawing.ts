import organization from "../../../content/organization.yaml";
import { withdrawConsents } from "../../forms/consents/following.ts";
import type { ConsentRecord } from "../../forms/consents/record.ts";
import { queueMail } from "../../mail/outbox.ts";
import { cancelMailAbout } from "../../mail/unsent.ts";
import { keyRing } from "../../vault/ring.ts";
import { findStanding, insertStatus } from "./changes.ts";
import { mailToStop, noticeOf } from "./letters.ts";
import { bySender } from "./status.ts";

/** How a consent is taken back. */
export interface TakingBack {
  /** How it came, as the consent's record names it. */
  method: "account" | "data-request";
  /** The sender's address, which gets the confirmation. */
  email: string;
  at: Date;
  /** When the proof of the withdrawal ends. */
  keptUntil: Date | undefined;
}

/**
 * The statements that take back the consent under which something was sent. It becomes `withdrawn`, so nobody can work
 * on it; mail about it that has not left stays here, its sender gets a confirmation in the language of the form, and the
 * organization is told to stop.
 * @returns undefined when it is gone or was withdrawn before
 */
export async function withdrawalOf(
  env: Env,
  { id, subject, purpose }: Pick<ConsentRecord, "id" | "subject" | "purpose">,
  { method, email, at, keptUntil }: TakingBack,
): Promise<D1PreparedStatement[] | undefined> {
  const db = env.DB;
  const [standing, withdrawals] = await Promise.all([
    findStanding(db, subject),
    withdrawConsents(env, [{ subject, purpose }], { method, recordedAt: at, keptUntil }),
  ]);
  if (!standing || standing.status === "withdrawn") return undefined;
  const ring = await keyRing(env);
  const event = {
    reference: subject,
    position: standing.next,
    status: "withdrawn" as const,
    changedAt: at,
    note: "",
  };
  const context = { organization, origin: env.ORIGIN, language: standing.language, email };
  return [
    await insertStatus(db, ring, { ...event, changedBy: bySender }),
    ...withdrawals,
    cancelMailAbout(db, subject, at),
    await queueMail(db, ring, noticeOf(event, context), at),
    await queueMail(db, ring, mailToStop({ id, subject, purpose }, method, context), at),
  ];
}
