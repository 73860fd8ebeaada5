import type { ConsentRecord } from "../../forms/consents/record.ts";
import type { Letter, LetterContext } from "../../mail/mail.ts";
import { accountLetters } from "../../mail/texts/letters.ts";

/** Tells the organization to stop what somebody no longer agrees to; who they are is under the reference. */
export function withdrawalLetter(
  { subject, purpose }: Pick<ConsentRecord, "subject" | "purpose">,
  { origin, language }: LetterContext,
): Letter {
  const { heading, stop, reason } = accountLetters[language].withdrawal;
  return {
    language,
    heading: heading(subject),
    paragraphs: [stop(purpose, subject)],
    reason: reason(origin),
  };
}
