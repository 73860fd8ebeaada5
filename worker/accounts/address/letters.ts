import type { Letter, LetterContext } from "../../mail/mail.ts";
import { accountLetters } from "../../mail/texts/letters.ts";

/** For the new address: the link that makes it count. */
export function newAddressLetter(token: string, { origin, language }: LetterContext): Letter {
  const { heading, open, fromThen, reason } = accountLetters[language].newAddress;
  return {
    language,
    heading,
    paragraphs: [open(`${origin}/${language}/new-address/${token}/`), fromThen],
    reason: reason(origin),
  };
}

/** For the old address: somebody wants another one. */
export function addressLeavesLetter({ origin, language, organization }: LetterContext): Letter {
  const { heading, entered, wasNot, reason } = accountLetters[language].addressLeaves;
  return {
    language,
    heading,
    paragraphs: [entered, wasNot(`${origin}/${language}/forgot-password/`, organization.email)],
    reason: reason(origin),
  };
}

/** For the new address where it has an account already: nobody else may learn that. */
export function takenAddressLetter({ origin, language }: LetterContext): Letter {
  const { heading, entered, wasYou, reason } = accountLetters[language].addressTaken;
  return {
    language,
    heading,
    paragraphs: [entered, wasYou(`${origin}/${language}/sign-in/`)],
    reason: reason(origin),
  };
}
