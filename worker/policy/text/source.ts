/**
 * A source as it is hashed: LF line ends, Unicode NFC, no space at line ends, one LF at the end. `shasum` of the
 * published download gives the same digest.
 */
export function normaliseSource(source: string): string {
  const lines = source
    .replace(/^\uFEFF/, "")
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  return `${lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd()}\n`;
}
