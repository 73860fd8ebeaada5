import { codeIn } from "../../web/typed-text.ts";

/** Capitals and digits that nobody takes for one another: no 0 and O, no 1, I and L. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

const howMany = 10;

const length = 10;

/** New recovery codes such as `7KQ2M-XW9FD`, 49 bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: howMany }, () => grouped(Array.from({ length }, letter).join("")));
}

/** A recovery code however it was typed, as it is stored: in capitals, with its hyphen. */
export function recoveryCodeIn(typed: string): string {
  return grouped(codeIn(typed).toUpperCase());
}

function grouped(code: string): string {
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`;
}

/** A letter by chance. A byte past the last whole alphabet is drawn again, so that none is likelier. */
function letter(): string {
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 256 - (256 % alphabet.length)) return alphabet.charAt(byte % alphabet.length);
  }
}
