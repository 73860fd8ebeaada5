import { isPublished } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { keyRing, recordKeys } from "../../vault/ring.ts";
import { openEach } from "../../vault/set-aside.ts";
import { now } from "../../web/clock.ts";
import { storedConsents } from "../consents/consents.ts";
import { type ConsentRecord, purposesByMail, withinProof } from "../consents/record.ts";
import { asRecord, holds } from "../consents/rows.ts";
import { wayBackOf } from "../consents/way-back.ts";
import { receiptKeys } from "./keys.ts";
import type { SignedReceipt } from "./receipt.ts";
import { receiptOf, signReceipt } from "./signing.ts";

/** In place of a receipt: a record is not as it was written here, or names a text that was never published. */
export const broken = "broken";

/**
 * The signed receipt of everything agreed to and withdrawn with a submission; undefined if there is nothing. Only what
 * holds is signed.
 */
export async function issueReceipt(
  env: Env,
  reference: string,
): Promise<SignedReceipt | typeof broken | undefined> {
  const stored = await storedConsents(env.DB, reference);
  const keys = await recordKeys(env);
  for (const row of stored) {
    const text = { version: row.policy_version, language: row.policy_language, sha256: row.policy_hash };
    if (!(await holds(keys, row)) || !isPublished(versions, text)) return broken;
  }
  const recorded = withinProof(stored.map(asRecord), now(env));
  const events = await Promise.all(recorded.map((event) => withWayBack(env, event)));
  const receipt = receiptOf(events, env.ORIGIN);
  return receipt && signReceipt(await receiptKeys(env), receipt);
}

/** Completes the link that ends what comes by mail. Where it is gone, a request takes its place. */
async function withWayBack(env: Env, event: ConsentRecord): Promise<ConsentRecord> {
  if (!purposesByMail.includes(event.purpose)) return event;
  const ring = await keyRing(env);
  const [token] = await openEach(
    [event.subject],
    (subject) => wayBackOf(env.DB, ring, subject),
    (subject) => subject,
  );
  const withdrawal =
    token === undefined ? `/${event.policyLanguage}/data-request/` : `${event.withdrawal}${token}/`;
  return { ...event, withdrawal };
}
