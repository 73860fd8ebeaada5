/** The name of a published text in the log. */
export function nameOfText(date: string, language: string): string {
  return `text ${date} ${language}`;
}

/** The name of a key that signs receipts. */
export function nameOfReceiptKey(kid: string): string {
  return `receipt-key ${kid}`;
}
