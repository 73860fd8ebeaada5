import organization from "../../content/organization.yaml";
import { versions } from "../policy/versions.ts";
import { signReceipt } from "../receipts/core.ts";
import { receiptKeys } from "../receipts/keys.ts";
import type { SignatureReceipt, SignedReceipt } from "../receipts/schema.ts";
import { languageOf, signatureReceiptOf } from "./core.ts";
import type { Signature } from "./schema.ts";

/** The signed receipt of a signature: the same each time. */
export async function issueSignatureReceipt(
  env: Env,
  signature: Signature,
): Promise<SignedReceipt<SignatureReceipt>> {
  const language = languageOf(versions, signature);
  const receipt = signatureReceiptOf(signature, language, organization, env.ORIGIN);
  return signReceipt(await receiptKeys(env), receipt);
}
