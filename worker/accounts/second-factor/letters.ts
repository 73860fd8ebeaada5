import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";

/** Tells the owner that the second step was turned on or off. */
export function secondStepLetter(isOn: boolean, { origin, language, organization }: LetterContext): Letter {
  const { on, off, wasNot, reason } = sharedTextsIn(language).mail.secondFactor;
  const { heading, text } = isOn ? on : off;
  const address = `${origin}/${language}/forgot-password/`;
  return {
    language,
    heading,
    paragraphs: [text, wasNot({ address, email: organization.email })],
    reason: reason({ origin }),
  };
}
