/** A named character reference that texts use; numbers are decoded whatever they are. */
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00A0",
  copy: "©",
  reg: "®",
  sect: "§",
  ndash: "–",
  mdash: "—",
  hellip: "…",
};

/**
 * The text that a reader sees of a run of MDX: no marks, no tags, white space as single spaces.
 * @param wordsOf what `<Commitment of="…" />` prints
 */
export function shownText(source: string, wordsOf: (of: string) => string): string {
  const literal = source
    .replace(/\\([!-/:-@[-`{-~])|(`+)(?!`)(.*?[^`])\2(?!`)/gs, (_, escaped = "", _ticks, code = "") =>
      guarded(escaped + code.replace(/^ (.*[^ ].*) $/s, "$1")),
    )
    .replace(/\{\/\*.*?\*\/\}/gs, "")
    .replace(/\{\s*(["'])(.*?)\1\s*\}/gs, (_, _quote, text) => guarded(text))
    .replace(/<Commitment\s+of="([^"]*)"\s*\/>/g, (_, of) => guarded(wordsOf(of)))
    .replace(/<br\s*\/>/g, " ")
    .replace(/<\/?[A-Za-z][^<>]*>/g, "");
  return decoded(withoutMarks(literal)).replace(/\s+/g, " ").trim();
}

/** Decodes `&amp;`, `&#123;` and `&#x7B;`; what it does not know stays as it is. */
export function decoded(text: string): string {
  const reference = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w+));/g;
  return unguarded(
    text.replace(reference, (whole, decimal, hexadecimal, name) => {
      if (name) return named[name] ?? whole;
      const point = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "\uFFFD";
    }),
  );
}

/** Takes away links, pictures and emphasis, and leaves what they mark. */
function withoutMarks(text: string): string {
  return text
    .replace(/!?\[([^[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g, "$1")
    .replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/gs, "$1")
    .replace(/\*(?=\S)(.+?)(?<=\S)\*/gs, "$1")
    .replace(/~~(?=\S)(.+?)(?<=\S)~~/gs, "$1")
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![\p{L}\p{N}_])/gsu, "$2")
    .replace(/\\\n/g, "\n");
}

/** Puts ASCII marks out of reach of the rules above, in a plane for private use. */
function guarded(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (mark) => String.fromCodePoint(0xf0000 + mark.charCodeAt(0)));
}

function unguarded(text: string): string {
  return text.replace(/[\u{F0021}-\u{F007E}]/gu, (mark) =>
    String.fromCharCode((mark.codePointAt(0) ?? 0) - 0xf0000),
  );
}
