import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";

/** The link for a new password. */
export function resetLetter(token: string, { origin, language }: LetterContext): Letter {
  const { heading, open, once, reason } = sharedTextsIn(language).mail.passwords.newPassword;
  return {
    language,
    heading,
    paragraphs: [open({ address: `${origin}/${language}/reset/${token}/` }), once],
    reason: reason({ origin }),
  };
}

/** Tells the owner that the password was changed. */
export function passwordChangedLetter({ origin, language, organization }: LetterContext): Letter {
  const { heading, changed, wasNot, reason } = sharedTextsIn(language).mail.passwords.changed;
  return {
    language,
    heading,
    paragraphs: [
      changed,
      wasNot({ address: `${origin}/${language}/forgot-password/`, email: organization.email }),
    ],
    reason: reason({ origin }),
  };
}
