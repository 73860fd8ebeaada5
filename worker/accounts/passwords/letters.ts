import type { Letter, LetterContext } from "../../mail/mail.ts";
import { accountLetters } from "../../mail/texts/letters.ts";

/** The link for a new password. */
export function resetLetter(token: string, { origin, language }: LetterContext): Letter {
  const { heading, open, once, reason } = accountLetters[language].newPassword;
  return {
    language,
    heading,
    paragraphs: [open(`${origin}/${language}/reset/${token}/`), once],
    reason: reason(origin),
  };
}

/** Tells the owner that the password is another one. */
export function passwordChangedLetter({ origin, language, organization }: LetterContext): Letter {
  const { heading, changed, wasNot, reason } = accountLetters[language].passwordChanged;
  return {
    language,
    heading,
    paragraphs: [changed, wasNot(`${origin}/${language}/forgot-password/`, organization.email)],
    reason: reason(origin),
  };
}
