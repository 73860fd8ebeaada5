/** Words with elements inside, as made from a text with tags. */
export type Rich = readonly (string | RichElement)[];

/** A link, a time that machines can read, or words that stand out. */
export type RichElement =
  | { element: "a"; href: string; words: Rich }
  | { element: "time"; datetime: string; words: Rich }
  | { element: "strong" | "em" | "code"; words: Rich };

/** The words alone, with a link's address in brackets after it, as in plain mail. */
export function plainOf(rich: Rich): string {
  return rich
    .map((part) => {
      if (typeof part === "string") return part;
      return part.element === "a" ? `${plainOf(part.words)} (${part.href})` : plainOf(part.words);
    })
    .join("");
}

/** The same as HTML. Every word and address goes through `escaped`. */
export function htmlOf(rich: Rich, escaped: (text: string) => string): string {
  return rich
    .map((part) => {
      if (typeof part === "string") return escaped(part);
      const { element, words, ...attributes } = part;
      const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
      return `<${element}${written.join("")}>${htmlOf(words, escaped)}</${element}>`;
    })
    .join("");
}
