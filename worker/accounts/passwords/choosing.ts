import type { Words } from "../../forms/form/words.ts";
import { passwordLength } from "../form/password-fields.ts";

/**
 * Why a password is refused, and what to do. Any characters are allowed.
 * @param own the person's own data, which others could guess: name, addresses, phone
 * @returns undefined when it may be used
 */
export async function passwordMistake(password: string, own: readonly string[]): Promise<Words | undefined> {
  const characters = Array.from(password).length;
  if (characters < passwordLength.min) return (t) => t.fields.account.newPassword.tooShort(passwordLength);
  if (characters > passwordLength.max) return (t) => t.fields.shared.tooLong(passwordLength);
  const plain = password.normalize("NFKC").toLowerCase();
  const joined = plain.replace(/\s/g, "");
  if (await isCommon(plain)) return (t) => t.fields.account.newPassword.common;
  if (guessable(own).some((part) => joined.includes(part) && joined.length < part.length + 6))
    return (t) => t.fields.account.newPassword.ownData;
  return undefined;
}

let common: Set<string> | undefined;

/** Whether it is a common password, one repeated character, or a run of the keyboard's digits. */
async function isCommon(plain: string): Promise<boolean> {
  // Loaded when somebody first chooses a password, so that no page waits for the list.
  common ??= (await import("./common-passwords.ts")).commonPasswords();
  return common.has(plain) || /^(.)\1*$/u.test(plain);
}

function guessable(own: readonly string[]): string[] {
  return own
    .map((text) => text.normalize("NFKC").toLowerCase())
    .flatMap((text) => [text.replace(/\s/g, ""), ...text.split(/[\s@,;]+/)])
    .filter((part) => part.length >= 4);
}
