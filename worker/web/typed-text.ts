/** Whether a text shows nothing: only space, marks that no screen draws, or accents on no letter. */
export function isBlank(text: string): boolean {
  return !drawn.test(text);
}

/** Whether a text shows anything. */
export function isShown(text: string): boolean {
  return !isBlank(text);
}

/** A text without the marks that no screen draws: directions, joiners, soft hyphens, fillers. */
export function withoutUnseen(text: string): string {
  return text.replace(unseen, "");
}

/**
 * What somebody means by a short answer that is compared or read by a program: unseen marks left out, full-width
 * characters as ASCII (NFKC), digits of every script as 0–9, each space a plain one, none around it.
 */
export function plainly(text: string): string {
  return withoutUnseen(text)
    .normalize("NFKC")
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/\s+/g, " ")
    .trim();
}

/** The letters and digits of a code that is read off a screen or paper, without the spaces and marks that group it. */
export function codeIn(text: string): string {
  return plainly(text).replace(/[^\p{L}\p{N}]/gu, "");
}

/** Marks that Unicode draws as nothing, or that only direct others. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/** A letter, digit, mark of punctuation or symbol, but none that is drawn as nothing: fillers, empty Braille, blanks. */
const drawn =
  /(?![\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{13441}\u{13442}\u{1d159}])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Digits of a script follow one another from zero on. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let steps = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - steps - 1))) steps += 1;
  return String(steps % 10);
}
