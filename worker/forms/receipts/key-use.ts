import { noteKey } from "../../vault/noted-keys.ts";
import { bytesOf } from "../../web/base64url.ts";
import { now } from "../../web/clock.ts";
import { Fault } from "../../web/fault.ts";
import { signAs } from "./jws.ts";
import { receiptKeys } from "./keys.ts";
import type { ReceiptKeys } from "./receipt.ts";

/**
 * Signs something with the key of the receipts for the cron and proves it with the published one, as everybody would; then
 * notes that the key is in use.
 * @throws Error when it is not proven, so that the job's row says so
 */
export async function checkReceiptKey(env: Env): Promise<void> {
  const keys = await receiptKeys(env);
  const at = now(env);
  if (!(await provesItself(keys, at)))
    throw new Fault("receipts: the published key does not prove what is signed");
  await noteKey(env.DB, "receipts", keys.published[0].kid, at);
}

async function provesItself(keys: ReceiptKeys, at: Date): Promise<boolean> {
  const jws = await signAs(keys, "kept-check+jwt", { at: at.toISOString() });
  const end = jws.lastIndexOf(".");
  const key = keys.verifying.get(keys.published[0].kid);
  const [input, signature] = [new TextEncoder().encode(jws.slice(0, end)), bytesOf(jws.slice(end + 1))];
  return key !== undefined && crypto.subtle.verify("Ed25519", key, signature, input);
}
