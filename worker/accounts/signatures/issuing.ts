import organization from "../../../content/organization.yaml";
import { receiptKeys } from "../../forms/receipts/keys.ts";
import type { SignatureReceipt, SignedReceipt } from "../../forms/receipts/receipt.ts";
import { signReceipt } from "../../forms/receipts/signing.ts";
import { isPublished } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { languageOf, signatureReceiptOf } from "./documents.ts";
import type { Signature } from "./signature.ts";

/** Whether the text of the policy that a signature names was ever published. */
export function isOfPublished({ policyVersion: version, policyHash: sha256 }: Signature): boolean {
  return isPublished(versions, { version, sha256 });
}

/** The signed receipt of a signature; deterministic. */
export async function issueSignatureReceipt(
  env: Env,
  signature: Signature,
): Promise<SignedReceipt<SignatureReceipt>> {
  const language = languageOf(versions, signature);
  const receipt = signatureReceiptOf(signature, language, organization, env.ORIGIN);
  return signReceipt(await receiptKeys(env), receipt);
}
