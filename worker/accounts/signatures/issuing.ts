import organization from "../../../content/organization.yaml";
import { receiptFile } from "../../forms/receipts/file.ts";
import { receiptKeys } from "../../forms/receipts/keys.ts";
import type { SignatureReceipt, SignedReceipt } from "../../forms/receipts/receipt.ts";
import { signReceipt } from "../../forms/receipts/signing.ts";
import type { Attachment } from "../../mail/mail.ts";
import { isPublished } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { Language } from "../../web/organization.ts";
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

/**
 * The file that comes with the mail about a signature: the same as from the account.
 * @param text what was signed, where it is not the policy
 */
export async function fileOfSignature(
  env: Env,
  signature: Signature,
  text: string | undefined,
  language: Language,
): Promise<Attachment> {
  const issued = await issueSignatureReceipt(env, signature);
  const given = text === undefined ? issued : { ...issued, text };
  return receiptFile(env, given, `/${language}/account/receipts/${signature.id}/`, language);
}
