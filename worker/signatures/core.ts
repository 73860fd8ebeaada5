import type { Letter } from "../mail/schema.ts";
import type { LetterContext } from "../registration/core.ts";
import type { Signature } from "./schema.ts";

/** The text that a receipt's signature covers: one line a field, always in this order. */
export function receiptText(signature: Signature): string {
  return [
    `signature ${signature.id}`,
    `user ${signature.userId}`,
    `purpose ${signature.purpose}`,
    `document ${signature.document}`,
    `sha256 ${signature.documentHash}`,
    `policy ${signature.policyVersion} ${signature.policyHash}`,
    `signed ${signature.signedAt.toISOString()}`,
  ].join("\n");
}

/** The receipt that follows a signature: what was signed, and our own proof that we recorded it. */
export function receiptLetter(
  signature: Signature,
  proof: string,
  { origin, language }: LetterContext,
): Letter {
  return {
    language,
    heading: `Receipt for your signature ${signature.id}`,
    paragraphs: [
      "You signed the following with the password of your account. Keep this mail: with it we can show later that nothing was changed.",
      `The policy it stands under: ${origin}/${language}/policy/${signature.policyVersion}/`,
    ],
    quote: `${receiptText(signature)}\nproof ${proof}`,
    reason: `You get this because you signed in your account at ${origin}.`,
  };
}
