import organization from "../../../content/organization.yaml";
import { type SignatureReceipt, signatureSchema } from "../../forms/receipts/receipt.ts";
import type { Letter, LetterContext } from "../../mail/mail.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import type { OrderDetails } from "../../submissions/order/form.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { legalName } from "../../web/names.ts";
import { bindingLanguage, type Language, type Organization } from "../../web/organization.ts";
import type { Signature } from "./signature.ts";

/** The text of an order as it is signed: one line per field, in this order. Its SHA-256 is the document's. */
export function signedText(order: OrderDetails): string {
  const names = ["goods", "quantity", "delivery", "name", "company", "address", "email", "phone"] as const;
  return names.map((name) => `${name}: ${order[name]}`).join("\n");
}

/**
 * What the receipt of a signature says.
 * @param language the language of the policy text that was shown, as its hash tells
 */
export function signatureReceiptOf(
  signature: Signature,
  language: Language,
  organization: Organization,
  origin: string,
): SignatureReceipt {
  return {
    iss: origin,
    sub: signature.id,
    iat: Math.floor(signature.signedAt.getTime() / 1000),
    schema: signatureSchema,
    controller: legalName(organization),
    signer: signature.userId,
    purpose: signature.purpose,
    document: signature.document,
    documentSha256: signature.documentHash,
    policy: {
      version: signature.policyVersion,
      language,
      sha256: signature.policyHash,
      url: `${origin}/${language}/policy/${signature.policyVersion}/`,
    },
    signedAt: signature.signedAt.toISOString(),
  };
}

/** The language of the version's text that has a given hash. */
export function languageOf(
  versions: readonly PublishedVersion[],
  { policyVersion, policyHash }: Pick<Signature, "policyVersion" | "policyHash">,
): Language {
  const texts = versions.find(({ date }) => date === policyVersion)?.languages ?? {};
  const found = Object.entries(texts).find(([, text]) => text?.sha256 === policyHash);
  return (found?.[0] ?? bindingLanguage(organization)) as Language;
}

/** The mail that brings the receipt of a signature, with the signed text if it is an order. */
export function receiptLetter(
  { id, policyVersion }: Signature,
  text: string | undefined,
  { origin, language }: LetterContext,
): Letter {
  const texts = sharedTextsIn(language).mail.signature;
  return {
    language,
    heading: texts.heading({ id }),
    paragraphs: [
      texts.signed({ policy: `${origin}/${language}/policy/${policyVersion}/` }),
      texts.keep({
        address: `${origin}/${language}/account/receipts/${id}/`,
        check: `${origin}/${language}/receipt/`,
      }),
      ...(text === undefined ? [] : [texts.text]),
    ],
    ...(text === undefined ? {} : { quote: text }),
    reason: texts.reason({ origin }),
  };
}
