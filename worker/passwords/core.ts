import type { Letter } from "../mail/schema.ts";
import type { LetterContext } from "../registration/core.ts";

/** Length in characters that a password may have (NIST SP 800-63B). */
export const passwordLength = { least: 8, most: 128 };

/**
 * Why a password is refused, as a sentence a person can act on. Any characters may be in it.
 * @param own the person's own data, which others could guess: name, addresses, phone
 * @returns undefined when it may be used
 */
export async function passwordMistake(password: string, own: readonly string[]): Promise<string | undefined> {
  const characters = [...password].length;
  if (characters < passwordLength.least) return `Use ${passwordLength.least} characters or more`;
  if (characters > passwordLength.most) return `Use ${passwordLength.most} characters or fewer`;
  const plain = password.normalize("NFKC").toLowerCase();
  if (await isCommon(plain)) return "This password is on lists that attackers try first. Choose another";
  if (guessable(own).some((part) => plain.includes(part) && plain.length < part.length + 6))
    return "This password is close to your own name or address. Choose another";
  return undefined;
}

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

let commonPasswords: Set<string> | undefined;

/** On the list of common passwords, or one character again and again, or a run of the keyboard's digits. */
async function isCommon(plain: string): Promise<boolean> {
  // Loaded when somebody first chooses a password: no page may wait for the list.
  commonPasswords ??= new Set((await import("./common.json")).default);
  return commonPasswords.has(plain) || /^(.)\1*$/u.test(plain);
}

function guessable(own: readonly string[]): string[] {
  return own
    .flatMap((text) =>
      text
        .normalize("NFKC")
        .toLowerCase()
        .split(/[\s@,;]+/),
    )
    .filter((part) => part.length >= 4);
}
