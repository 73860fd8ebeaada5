import fc from "fast-check";
import { markdownToHtml } from "satteri";
import { expect, it } from "vitest";
import { markdownAsHtml } from "../../worker/mail/markdown.ts";

const of = fc.constantFrom;
const word = of(
  "figs",
  "весна",
  "杏子",
  "2027",
  "a_b",
  "v1.2",
  "“quoted”",
  "(so)",
  "50 %",
  "\\*",
  "\\[",
  "5 > 4",
);
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((some) => some.join(" "));
const edge = of("figs", "весна", "杏子");
const stressed = fc.tuple(edge, word, edge).map((some) => some.join(" "));
const link = fc
  .tuple(words, of("https://example.org/a_b", "http://example.org/?q=1"))
  .map(([said, to]) => `[${said}](${to})`);
const piece = fc.oneof(
  words,
  link,
  stressed.map((said) => `*${said}*`),
  stressed.map((said) => `**${said}**`),
  fc.tuple(edge, stressed, edge).map(([a, b, c]) => `**${a} *${b}* ${c}**`),
  fc.tuple(edge, edge).map(([a, b]) => `**${a}\n${b}**`),
  link.map((one) => `**see ${one} now**`),
);
const line = fc.array(piece, { minLength: 1, maxLength: 3 }).map((some) => `so ${some.join(" ")}`);
const flat = line.map((one) => one.replaceAll("\n", " "));
const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((some) => some.join("\n"));
const item = fc.array(flat, { minLength: 1, maxLength: 2 }).map((some) => some.join("\n"));
const items = fc.array(item, { minLength: 1, maxLength: 3 });
const gap = of("\n", "\n\n");

/** Each kind of block that an issue may have. */
const block = fc.oneof(
  lines,
  fc
    .tuple(of("#", "##", "######"), flat, of("", " #", " ###"))
    .map((parts) => `${parts[0]} ${parts[1]}${parts[2]}`),
  fc
    .tuple(of("-", "*", "+"), items, gap)
    .map(([mark, some, between]) => some.map((one) => `${mark} ${one}`).join(between)),
  fc
    .tuple(of(1, 2, 2027), of(".", ")"), items, gap)
    .map(([first, mark, some, between]) =>
      some.map((one, at) => `${first + at}${mark} ${one}`).join(between),
    ),
  lines.map((one) => one.replace(/^/gm, "> ")),
  of("---", "***", "_ _ _", " - - -"),
);

/** What both must say: words, and the elements around them. Ours breaks lines where they are broken. */
const ours = (text: string) =>
  bare(String(markdownAsHtml(text, { heading: "h2", quote: "" })).replaceAll(' start="1"', ""));
const theirs = (text: string) =>
  bare(
    markdownToHtml(text, { features: { gfm: false, smartPunctuation: false, frontmatter: false } })
      .html.replace(/<(\/?)h[1-6][^>]*>/g, "<$1h2>")
      .replace(/(<(?:li|blockquote)>\s*)<p>([\s\S]*?)<\/p>/g, "$1$2")
      .replace(/([^>\s])\n(?=[^<\s]|<(?:a|em|strong)\b)|(<\/(?:a|em|strong)>)\n(?!\s*<\/)/g, "$1$2<br>\n"),
  );
const bare = (markup: string) =>
  markup
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replace(/\s*(<[^>]+>)\s*/g, (_, tag: string) =>
      /^<\/?(?:a|em|strong)\b/.test(tag) ? tag : `\n${tag}\n`,
    )
    .replace(/\n+/g, "\n")
    .trim();

it("an issue says what a CommonMark parser reads in it, for everything that an issue may have", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(block, of("\n", "\n\n", "\n\n\n")), { minLength: 1, maxLength: 5 }),
      (blocks) => {
        const text = blocks.flat().join("");
        expect(ours(text)).toBe(theirs(text));
      },
    ),
    { numRuns: 1000 },
  );
});
