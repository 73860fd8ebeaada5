import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import type { NewSuspension } from "./suspension.ts";

/** Tells the owner that nobody can sign in to their account for now, why, and how to object. */
export function suspendedLetter(
  { told, reviewOn }: Pick<NewSuspension, "told" | "reviewOn">,
  { origin, language, organization }: LetterContext,
): Letter {
  const { heading, lead, review, object, reason } = sharedTextsIn(language).mail.suspension.suspended;
  return {
    language,
    heading,
    paragraphs: [
      lead,
      told,
      review({ day: reviewOn }),
      object({ email: organization.email, address: `${origin}/${language}/data-request/` }),
    ],
    reason: reason({ origin }),
  };
}

/** Tells the owner that they can sign in again. */
export function unsuspendedLetter({ origin, language }: LetterContext): Letter {
  const { heading, lead, reason } = sharedTextsIn(language).mail.suspension.lifted;
  return {
    language,
    heading,
    paragraphs: [lead({ address: `${origin}/${language}/sign-in/` })],
    reason: reason({ origin }),
  };
}
