import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { dayOf } from "../../web/days.ts";

/** Tells the owner that the account will be erased, and how to keep it. */
export function deletionLetter(eraseAt: Date, { origin, language, organization }: LetterContext): Letter {
  const { heading, asked, keep, reason } = sharedTextsIn(language).mail.erasure;
  return {
    language,
    heading,
    paragraphs: [
      asked({ day: dayOf(eraseAt, organization.timeZone) }),
      keep({ address: `${origin}/${language}/account/delete/` }),
    ],
    reason: reason({ origin }),
  };
}

/** Tells the owner that nobody has signed in for so long that the account will be erased, and how to keep it. */
export function idleLetter(endsAt: Date, { origin, language, organization }: LetterContext): Letter {
  const { heading, text, keep, reason } = sharedTextsIn(language).mail.erasure.idle;
  return {
    language,
    heading,
    paragraphs: [
      text({ day: dayOf(endsAt, organization.timeZone) }),
      keep({ address: `${origin}/${language}/sign-in/` }),
    ],
    reason: reason({ origin }),
  };
}
