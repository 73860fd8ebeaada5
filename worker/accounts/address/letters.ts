import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";

/** To the new address: the link that confirms it. */
export function newAddressLetter(token: string, { origin, language }: LetterContext): Letter {
  const { heading, open, fromThen, reason } = sharedTextsIn(language).mail.address.confirm;
  return {
    language,
    heading,
    paragraphs: [open({ address: `${origin}/${language}/new-address/${token}/` }), fromThen],
    reason: reason({ origin }),
  };
}

/** To the old address: somebody asked for another one. */
export function addressLeavesLetter({ origin, language, organization }: LetterContext): Letter {
  const { heading, entered, wasNot, reason } = sharedTextsIn(language).mail.address.leaves;
  return {
    language,
    heading,
    paragraphs: [
      entered,
      wasNot({ address: `${origin}/${language}/forgot-password/`, email: organization.email }),
    ],
    reason: reason({ origin }),
  };
}

/** To the new address if it already has an account: nobody else may learn that. */
export function takenAddressLetter({ origin, language }: LetterContext): Letter {
  const { heading, entered, wasYou, reason } = sharedTextsIn(language).mail.address.taken;
  return {
    language,
    heading,
    paragraphs: [entered, wasYou({ address: `${origin}/${language}/sign-in/` })],
    reason: reason({ origin }),
  };
}
