import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";

/** Confirms to somebody that they refused a version of the policy, and says what follows. */
export function refusalLetter(version: string, { origin, language }: LetterContext): Letter {
  const { heading, text, change, reason } = sharedTextsIn(language).mail.policyChange.refused;
  return {
    language,
    heading: heading({ version }),
    paragraphs: [text, change({ address: `${origin}/${language}/account/consents/accept/` })],
    reason: reason({ origin }),
  };
}
