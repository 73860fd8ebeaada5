/** Length in characters that a password may have (NIST SP 800-63B). */
export const passwordLength = { least: 8, most: 128 };

/**
 * Why a password is refused, as a sentence a person can act on. Any characters may be in it.
 * @param own the person's own data, which others could guess: name, addresses, phone
 * @returns undefined when it may be used
 */
export async function passwordMistake(password: string, own: readonly string[]): Promise<string | undefined> {
  const characters = Array.from(password).length;
  if (characters < passwordLength.least) return `Use ${passwordLength.least} characters or more`;
  if (characters > passwordLength.most) return `Use ${passwordLength.most} characters or fewer`;
  const plain = password.normalize("NFKC").toLowerCase();
  const joined = plain.replace(/\s/g, "");
  if (await isCommon(plain)) return "This password is on lists that attackers try first. Choose another";
  if (guessable(own).some((part) => joined.includes(part) && joined.length < part.length + 6))
    return "This password is close to your own name or address. Choose another";
  return undefined;
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
    .map((text) => text.normalize("NFKC").toLowerCase())
    .flatMap((text) => [text.replace(/\s/g, ""), ...text.split(/[\s@,;]+/)])
    .filter((part) => part.length >= 4);
}
