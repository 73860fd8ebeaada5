import common from "./common.json";

/** Length in characters that a password may have (NIST SP 800-63B). */
export const passwordLength = { least: 8, most: 128 };

/**
 * Why a password is refused, as a sentence a person can act on. Any characters may be in it.
 * @param own the person's own data, which others could guess: name, addresses, phone
 * @returns undefined when it may be used
 */
export function passwordMistake(password: string, own: readonly string[]): string | undefined {
  const characters = [...password].length;
  if (characters < passwordLength.least) return `Use ${passwordLength.least} characters or more`;
  if (characters > passwordLength.most) return `Use ${passwordLength.most} characters or fewer`;
  const plain = password.normalize("NFKC").toLowerCase();
  if (isCommon(plain)) return "This password is on lists that attackers try first. Choose another";
  if (guessable(own).some((part) => plain.includes(part) && plain.length < part.length + 6))
    return "This password is close to your own name or address. Choose another";
  return undefined;
}

let commonPasswords: Set<string> | undefined;

/** On the list of common passwords, or one character again and again, or a run of the keyboard's digits. */
function isCommon(plain: string): boolean {
  commonPasswords ??= new Set(common);
  return commonPasswords.has(plain) || /^(.)\1*$/u.test(plain);
}

function guessable(own: readonly string[]): string[] {
  return own
    .flatMap((text) => text.normalize("NFKC").toLowerCase().split(/[\s@,;]+/))
    .filter((part) => part.length >= 4);
}
