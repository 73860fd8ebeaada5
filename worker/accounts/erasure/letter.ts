import type { Letter, LetterContext } from "../../mail/mail.ts";
import { accountLetters } from "../../mail/texts/letters.ts";
import { dayOf } from "../../web/days.ts";

/** Tells the owner that the account will be erased, and how to keep it. */
export function deletionLetter(eraseAt: Date, { origin, language, organization }: LetterContext): Letter {
  const { heading, asked, keep, reason } = accountLetters[language].deletion;
  return {
    language,
    heading,
    paragraphs: [asked(dayOf(eraseAt, organization.timeZone)), keep(`${origin}/${language}/account/delete/`)],
    reason: reason(origin),
  };
}
