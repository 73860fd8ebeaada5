import { codeIn } from "../../web/typed-text.ts";

/** Crockford's base 32: without I, L, O and U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A reference that can be read out over the phone: a letter for the form and twelve Crockford base-32 digits. */
export function referenceFrom(letter: string, key: Uint8Array): string {
  return grouped(letter, [...key.subarray(0, 12)].map((byte) => alphabet[byte % 32]).join(""));
}

/**
 * A reference however somebody typed it: in small letters, without its hyphens, with `O` for 0 and `I` or `L` for 1. What
 * is no reference stays as it is.
 */
export function referenceIn(typed: string): string {
  const [, letter, digits] = /^([A-Z])([0-9A-Z]{12})$/.exec(codeIn(typed).toUpperCase()) ?? [];
  if (letter === undefined || digits === undefined) return typed;
  return grouped(letter, digits.replaceAll("O", "0").replace(/[IL]/g, "1"));
}

function grouped(letter: string, digits: string): string {
  return `${letter}-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}
