import type { Letter } from "../mail/schema.ts";
import type { LetterContext } from "../registration/core.ts";

/** Too many people sign in at once; the caller answers 503 and nothing was tried. */
export class TooManyHashes extends Error {}

/** The link for a new password. */
export function resetLetter(token: string, { origin, language }: LetterContext): Letter {
  return {
    language,
    heading: "Choose a new password",
    paragraphs: [
      `Open this page within one hour to choose a new password: ${origin}/${language}/reset/${token}/`,
      "The link works once. Every device that is signed in to your account is signed out by it.",
    ],
    reason: `You get this because somebody asked for it at ${origin} with your address. If it was not you, do nothing: your password stays.`,
  };
}

/** Tells the owner that the password is another one. */
export function passwordChangedLetter({ origin, language, organization }: LetterContext): Letter {
  return {
    language,
    heading: "Your password was changed",
    paragraphs: [
      "The password of your account was changed, and other devices were signed out.",
      `If it was not you, choose a new one now: ${origin}/${language}/forgot-password/ and tell us: ${organization.email}`,
    ],
    reason: `You get this because you have an account at ${origin}.`,
  };
}
