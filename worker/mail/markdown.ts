import { type Html, type HtmlPart, html, raw } from "../web/html.ts";
import { linked } from "../web/linked.ts";

/** A part of a text in Markdown. Each line is still with its marks; an item of a list may have several. */
type Block =
  | { kind: "paragraph" | "quote" | "heading" | "rule"; lines: string[] }
  | { kind: "list"; lines: string[]; mark: string; first: number | undefined };

/** A piece of a text. An image is only what it is called, and HTML only text: nothing is fetched, nothing is run. */
type Piece = string | { mark: "strong" | "em"; pieces: Piece[] } | { address: string; pieces: Piece[] };

/**
 * A text in Markdown as HTML: headings, lists, quotes, rules, strong and stressed words, links.
 * @param heading the element of its headings, below the page's own
 * @param quote attributes of its quotes
 */
export function markdownAsHtml(
  text: string,
  { heading, quote }: { heading: "h2" | "h3"; quote: string },
): Html {
  const marks = { open: raw(`<${heading}>`), close: raw(`</${heading}>\n`) };
  const parts = blocksOf(text).map((block): Html => {
    const { kind, lines } = block;
    const said = inHtml(lines.join("\n"));
    if (kind === "list") {
      const items = lines.map((item) => html`<li>${inHtml(item)}</li>\n`);
      if (block.first === undefined) return html`<ul>\n${items}</ul>\n`;
      return html`<ol start="${block.first}">\n${items}</ol>\n`;
    }
    if (kind === "heading") return html`${marks.open}${said}${marks.close}`;
    if (kind === "quote") return html`<blockquote${raw(quote)}>${said}</blockquote>\n`;
    return kind === "rule" ? html`<hr>\n` : html`<p>${said}</p>\n`;
  });
  return html`${parts}`;
}

/** The same text as plain text: without marks, and every link with its address. */
export function markdownAsText(text: string): string {
  return blocksOf(text)
    .map((block) => {
      if (block.kind === "rule") return "* * *";
      if (block.kind === "list") {
        const { first } = block;
        const number = (index: number) => (first === undefined ? "-" : `${first + index}.`);
        return block.lines.map((item, index) => `${number(index)} ${asText(item)}`).join("\n");
      }
      const said = asText(block.lines.join("\n"));
      return block.kind === "quote" ? said.replace(/^/gm, "> ") : said;
    })
    .join("\n\n");
}

const starts = [
  ["rule", /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/],
  ["heading", /^ {0,3}#{1,6} +(.+)$/],
  ["quote", /^ {0,3}> ?(.*)$/],
  ["list", /^ {0,3}([-*+]|\d{1,9}[.)]) +(.+)$/],
] as const;

/** Makes a heading of the words above it. */
const underline = /^ {0,3}(?:=+|-+) *$/;

/** Cuts a text at its empty lines, and where a line begins with a mark. What follows a list or a quote belongs to it. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isAfterGap = true;
  for (const line of text.split("\n")) {
    if (line.trim() !== "") add(blocks, line, isAfterGap);
    isAfterGap = line.trim() === "";
  }
  return blocks;
}

function add(blocks: Block[], line: string, isAfterGap: boolean): void {
  const last = blocks.at(-1);
  const { kind, words, mark, first } = read(line);
  const isClosed = isAfterGap || last?.kind === "heading" || last?.kind === "rule";
  const above = isClosed ? undefined : last;
  // A sentence may go on with a year at the beginning of a line: below words a list begins with 1.
  const isSentence = above?.kind === "paragraph" && (first ?? 1) !== 1;
  if (above?.kind === "paragraph" && underline.test(line)) above.kind = "heading";
  else if (above && (kind === "paragraph" || isSentence)) extend(above, line.trim());
  else if (kind === "quote" && above?.kind === kind) above.lines.push(words);
  else if (kind !== "list") blocks.push({ kind, lines: [words] });
  else if (last?.kind === kind && last.mark === mark) last.lines.push(words);
  else blocks.push({ kind, lines: [words], mark, first });
}

/** What a line begins, and its words without that mark. */
function read(line: string) {
  const [found, pattern] = starts.find(([, one]) => one.test(line)) ?? [];
  const kind: Block["kind"] = found ?? "paragraph";
  const [, before = "", rest = before] = pattern?.exec(line) ?? ["", line];
  const words = kind === "heading" ? rest.trim().replace(/\s#+$/, "") : rest;
  const first = /^\d/.test(before) && kind === "list" ? Number.parseInt(before, 10) : undefined;
  return { kind, words: words.trim(), mark: before.slice(-1), first };
}

/** One more line of a block; of a list, of its last item. */
function extend(block: Block, line: string): void {
  if (block.kind === "list") block.lines.push(`${block.lines.pop() ?? ""}\n${line}`);
  else block.lines.push(line);
}

/** Escaped marks, images, links, strong and stressed words, in this order. */
const marks = new RegExp(
  [
    /\\([!-/:-@[-`{-~])/u,
    /!\[((?:\\.|[^[\]\\\n])*)\]\([^()\n]*\)/u,
    /\[((?:\\.|[^[\]\\\n])+)\]\((https?:\/\/[^\s()<>"]+)\)/u,
    /\*\*(?=[^\s*])((?:\\[\s\S]|[^*\\]|(?<!\*)\*(?!\*))+)(?<=\S)\*\*/u,
    /(?<![*\p{N}\p{Script=Latin}\p{Script=Cyrillic}])\*(?=[^\s*])((?:\\[\s\S]|[^*\\])+)(?<=\S)\*(?!\*)/u,
  ]
    .map(({ source }) => source)
    .join("|"),
  "giu",
);

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(marks)) {
    const [whole, escaped, image, words, address, strong, stressed] = found;
    if (found.index > end) pieces.push(text.slice(end, found.index));
    if (address !== undefined && words !== undefined) pieces.push({ address, pieces: piecesOf(words) });
    else if (strong !== undefined) pieces.push({ mark: "strong", pieces: piecesOf(strong) });
    else if (stressed !== undefined) pieces.push({ mark: "em", pieces: piecesOf(stressed) });
    else pieces.push(escaped ?? image ?? "");
    end = found.index + whole.length;
  }
  return end < text.length ? [...pieces, text.slice(end)] : pieces;
}

function asText(text: string): string {
  return piecesOf(text).map(pieceAsText).join("");
}

function pieceAsText(piece: Piece): string {
  if (typeof piece === "string") return piece;
  const words = piece.pieces.map(pieceAsText).join("");
  return "address" in piece && words !== piece.address ? `${words} (${piece.address})` : words;
}

function inHtml(text: string): HtmlPart[] {
  return piecesOf(text).map((piece) => pieceInHtml(piece, inLines));
}

/** @param said what becomes of words: an address among them is a link, unless they are a link already */
function pieceInHtml(piece: Piece, said: (words: string) => HtmlPart): HtmlPart {
  if (typeof piece === "string") return said(piece);
  const inner = (how: typeof said) => piece.pieces.map((one) => pieceInHtml(one, how));
  if ("address" in piece) return html`<a href="${piece.address}">${inner((words) => words)}</a>`;
  return piece.mark === "strong" ? html`<strong>${inner(said)}</strong>` : html`<em>${inner(said)}</em>`;
}

function inLines(words: string): HtmlPart[] {
  return words.split("\n").flatMap((line, index) => [index > 0 && raw("<br>\n"), ...linked(line)]);
}
