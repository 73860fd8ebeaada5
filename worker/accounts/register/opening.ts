import organization from "../../../content/organization.yaml";
import { insertConsents } from "../../forms/consents/adding.ts";
import { consentsOf } from "../../forms/consents/giving.ts";
import type { Values } from "../../forms/form/form.ts";
import type { Ticket } from "../../forms/form/ticket.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { provided } from "../../web/provided.ts";
import { hashOf } from "../../web/sha256.ts";
import { type Details, updateDetails, updateRegistration } from "../engine/users.ts";
import { insertVerification } from "../engine/verifications.ts";
import { registrationForm } from "./forms.ts";
import { accountIdOf, verificationLifetime } from "./letters.ts";

/** A registration that may be stored: what was typed, on which page, and the secret of the link that confirms it. */
export interface Opening {
  details: Details;
  values: Values;
  ticket: Ticket;
  key: string;
  openedAt: Date;
  /** When a guardian agreed, if the person is not of age. */
  guardianAgreedAt?: Date;
}

/** What a new account stores besides address and password. The same registration again opens the same account. */
export async function opening(
  c: AppContext,
  { details, values, ticket, key, openedAt, guardianAgreedAt }: Opening,
): Promise<D1PreparedStatement[]> {
  const db = c.env.DB;
  const userId = accountIdOf(key);
  const { commitments } = provided(c, policyInForce);
  const consents = await consentsOf(registrationForm, values, ticket, commitments, {
    subject: userId,
    controller: organization,
    recordedAt: openedAt,
  });
  const expiresAt = new Date(openedAt.getTime() + verificationLifetime);
  const proof = { id: crypto.randomUUID(), identifier: await hashOf(`verify:${key}`), value: userId };
  return [
    await updateDetails(db, await keyRing(c.env), userId, details, openedAt),
    updateRegistration(db, userId, ticket.language, guardianAgreedAt),
    insertVerification(db, proof, openedAt.toISOString(), expiresAt.toISOString()),
    ...(await insertConsents(c.env, consents)),
  ];
}
