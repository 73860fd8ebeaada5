import type { AnyReceipt, SignedReceipt } from "./receipt.ts";

/** The address of a submission's receipt. */
export function receiptAddress(context: { origin: string; language: string; reference: string }): string {
  const { origin, language, reference } = context;
  return `${origin}/${language}/sent/${reference}/#receipt`;
}

/**
 * What the code on a printed receipt holds: where the receipt is, and the SHA-256 of its record, as one address.
 * @param path of the page that shows it
 */
export function codeOf({ receipt, sha256 }: SignedReceipt<AnyReceipt>, path: string): string {
  return `${receipt.iss}${path}#sha256-${sha256}`;
}
