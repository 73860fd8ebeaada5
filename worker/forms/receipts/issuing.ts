import { consentsOfSubject } from "../consents/consents.ts";
import { receiptKeys } from "./keys.ts";
import type { SignedReceipt } from "./receipt.ts";
import { receiptOf, signReceipt } from "./signing.ts";

/** The signed receipt of everything agreed to and withdrawn with a submission; undefined if there is nothing. */
export async function issueReceipt(env: Env, reference: string): Promise<SignedReceipt | undefined> {
  const receipt = receiptOf(await consentsOfSubject(env.DB, reference), env.ORIGIN);
  return receipt && signReceipt(await receiptKeys(env), receipt);
}
