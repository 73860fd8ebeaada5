import { currentIn, selectConsentsOf } from "../../forms/consents/consents.ts";
import { withdrawConsents } from "../../forms/consents/following.ts";
import { purposesByMail } from "../../forms/consents/record.ts";
import { cancelMail } from "../../mail/unsent.ts";
import { endSubscriptions } from "../../submissions/newsletter/subscriptions.ts";

/** Whose objection it is, and when the proof of it ends. */
export interface Objection {
  /** Empty where the address has no account. */
  userId: string;
  emailIndex: string;
  at: Date;
  keptUntil: Date | undefined;
}

/**
 * The statements that carry out an objection (GDPR 21): every subscription ends, issues that have not left are taken back, and
 * what was agreed to for them is withdrawn.
 */
export async function objectionOf(
  env: Env,
  { userId, emailIndex, at, keptUntil }: Objection,
): Promise<D1PreparedStatement[]> {
  const db = env.DB;
  const given = currentIn(await selectConsentsOf(db, userId, emailIndex).run());
  const byMail = given.filter(({ purpose }) => purposesByMail.includes(purpose));
  return [
    ...(await withdrawConsents(env, byMail, { method: "data-request", recordedAt: at, keptUntil })),
    endSubscriptions(db, emailIndex, at),
    endSubscriptions(db, emailIndex, at, "policy-changes"),
    cancelMail(db, "issue", emailIndex, at),
  ];
}
