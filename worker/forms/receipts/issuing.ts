import { keyRing } from "../../vault/ring.ts";
import { consentsOfSubject } from "../consents/consents.ts";
import { type ConsentRecord, purposesByMail } from "../consents/record.ts";
import { wayBackOf } from "../consents/way-back.ts";
import { receiptKeys } from "./keys.ts";
import type { SignedReceipt } from "./receipt.ts";
import { receiptOf, signReceipt } from "./signing.ts";

/** The signed receipt of everything agreed to and withdrawn with a submission; undefined if there is nothing. */
export async function issueReceipt(env: Env, reference: string): Promise<SignedReceipt | undefined> {
  const recorded = await consentsOfSubject(env.DB, reference);
  const events = await Promise.all(recorded.map((event) => withWayBack(env, event)));
  const receipt = receiptOf(events, env.ORIGIN);
  return receipt && signReceipt(await receiptKeys(env), receipt);
}

/** Completes the link that ends what comes by mail. Where it is gone, a request takes its place. */
async function withWayBack(env: Env, event: ConsentRecord): Promise<ConsentRecord> {
  if (!purposesByMail.includes(event.purpose)) return event;
  const token = await wayBackOf(env.DB, await keyRing(env), event.subject);
  const withdrawal =
    token === undefined ? `/${event.policyLanguage}/data-request/` : `${event.withdrawal}${token}/`;
  return { ...event, withdrawal };
}
