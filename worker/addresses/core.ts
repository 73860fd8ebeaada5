import type { Letter } from "../mail/schema.ts";
import type { LetterContext } from "../registration/core.ts";

/** For the new address: the link that makes it count. */
export function newAddressLetter(token: string, { origin, language }: LetterContext): Letter {
  return {
    language,
    heading: "Confirm your new e-mail address",
    paragraphs: [
      `Open this page within one day and press the button: ${origin}/${language}/new-address/${token}/`,
      "From then on you sign in with this address, and every device is signed out.",
    ],
    reason: `You get this because somebody entered this address in their account at ${origin}. If it was not you, do nothing.`,
  };
}

/** For the old address: somebody wants another one. */
export function addressLeavesLetter({ origin, language, organization }: LetterContext): Letter {
  return {
    language,
    heading: "Your account is about to get another e-mail address",
    paragraphs: [
      "Somebody who knows your password has entered another e-mail address for your account. It counts once it is confirmed there.",
      `If it was not you, choose a new password at once, which stops it: ${origin}/${language}/forgot-password/ and tell us: ${organization.email}`,
    ],
    reason: `You get this because you have an account at ${origin}.`,
  };
}

/** For the new address where it has an account already: nobody else may learn that. */
export function takenAddressLetter({ origin, language }: LetterContext): Letter {
  return {
    language,
    heading: "This address has an account already",
    paragraphs: [
      "Somebody has entered this address for another account. It cannot belong to two, so nothing was changed.",
      `If it was you, sign in with this address: ${origin}/${language}/sign-in/`,
    ],
    reason: `You get this because somebody entered this address at ${origin}. If it was not you, do nothing.`,
  };
}
