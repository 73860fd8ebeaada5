import type { ConsentRecord } from "../../forms/consents/record.ts";
import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";

/** Tells the organization to stop what somebody no longer agrees to. The reference leads to who they are. */
export function withdrawalLetter(
  { subject, purpose }: Pick<ConsentRecord, "subject" | "purpose">,
  { origin, language }: LetterContext,
): Letter {
  const { heading, stop, reason } = sharedTextsIn(language).mail.withdrawal;
  return {
    language,
    heading: heading({ reference: subject }),
    paragraphs: [stop({ purpose, reference: subject })],
    reason: reason({ origin }),
  };
}
