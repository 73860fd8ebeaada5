import { type Html, type HtmlPart, html, raw } from "../web/html.ts";
import { linked } from "../web/linked.ts";

/** A part of a text in Markdown. Each line is still with its marks. */
type Block =
  | { kind: "paragraph" | "quote" | "heading"; lines: string[] }
  | { kind: "list"; lines: string[]; ordered: boolean; first: number };

/** A piece of a line. An image is only what it is called, and HTML only text: nothing is fetched, nothing is run. */
type Piece = string | { mark: "strong" | "em"; pieces: Piece[] } | { address: string; words: string };

/**
 * A text in Markdown as HTML: headings, lists, quotes, strong and stressed words, links.
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
    if (kind === "list") {
      const items = lines.map((item) => html`<li>${inHtml(item.split("\n"))}</li>\n`);
      return block.ordered ? html`<ol start="${block.first}">\n${items}</ol>\n` : html`<ul>\n${items}</ul>\n`;
    }
    if (kind === "heading") return html`${marks.open}${inHtml(lines)}${marks.close}`;
    if (kind === "quote") return html`<blockquote${raw(quote)}>${inHtml(lines)}</blockquote>\n`;
    return html`<p>${inHtml(lines)}</p>\n`;
  });
  return html`${parts}`;
}

/** The same text as plain text: without marks, and every link with its address. */
export function markdownAsText(text: string): string {
  return blocksOf(text)
    .map((block) => {
      const said = block.lines.map((line) => line.split("\n").map(asText).join("\n"));
      if (block.kind === "quote") return said.map((line) => `> ${line}`).join("\n");
      if (block.kind !== "list") return said.join("\n");
      return said
        .map((item, index) => `${block.ordered ? `${block.first + index}.` : "-"} ${item}`)
        .join("\n");
    })
    .join("\n\n");
}

const starts = [
  ["heading", /^ {0,3}#{1,6} +(.+)$/],
  ["quote", /^ {0,3}> ?(.*)$/],
  ["list", /^ {0,3}[-*+] +(.+)$/],
  ["ordered", /^ {0,3}(?=\d{1,9}[.)] )\d+[.)] +(.+)$/],
] as const;

/** Cuts a text at its empty lines, and where a line begins with a mark. What follows a list or a quote belongs to it. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isAfterGap = true;
  for (const line of text.split("\n")) {
    if (line.trim() === "") {
      isAfterGap = true;
      continue;
    }
    const [kind, pattern] = starts.find(([, one]) => one.test(line)) ?? [];
    const words = pattern?.exec(line)?.[1]?.trim() ?? line.trim();
    add(blocks, kind ?? "paragraph", words, { isAfterGap, first: Number.parseInt(line, 10) });
    isAfterGap = false;
  }
  return blocks;
}

function add(
  blocks: Block[],
  kind: (typeof starts)[number][0] | "paragraph",
  words: string,
  { isAfterGap, first }: { isAfterGap: boolean; first: number },
): void {
  const last = blocks.at(-1);
  const isList = kind === "list" || kind === "ordered";
  const ordered = kind === "ordered";
  if (isList && last?.kind === "list" && last.ordered === ordered) last.lines.push(words);
  else if (isList) blocks.push({ kind: "list", lines: [words], ordered, first: ordered ? first : 1 });
  else if (kind === "paragraph" && last?.kind === "list" && !isAfterGap)
    last.lines.push(`${last.lines.pop() ?? ""}\n${words}`);
  else if (kind === "paragraph" && last && last.kind !== "heading" && !isAfterGap) last.lines.push(words);
  else if (kind === "quote" && last?.kind === "quote" && !isAfterGap) last.lines.push(words);
  else blocks.push({ kind, lines: [words] });
}

const marks =
  /\\([!-/:-@[-`{-~])|!\[([^[\]\n]*)\]\([^()\n]*\)|\[([^[\]\n]+)\]\((https?:\/\/[^\s()<>"]+)\)|\*\*(?=[^\s*])([^*\n]+)(?<=\S)\*\*|(?<![*\p{L}\p{N}])\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?!\*)/giu;

function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of line.matchAll(marks)) {
    const [whole, escaped, image, words, address, strong, stressed] = found;
    if (found.index > end) pieces.push(line.slice(end, found.index));
    if (address !== undefined && words !== undefined) pieces.push({ address, words });
    else if (strong !== undefined) pieces.push({ mark: "strong", pieces: piecesOf(strong) });
    else if (stressed !== undefined) pieces.push({ mark: "em", pieces: piecesOf(stressed) });
    else pieces.push(escaped ?? image ?? "");
    end = found.index + whole.length;
  }
  return end < line.length ? [...pieces, line.slice(end)] : pieces;
}

function asText(line: string): string {
  const said = (piece: Piece): string => {
    if (typeof piece === "string") return piece;
    if ("pieces" in piece) return piece.pieces.map(said).join("");
    return piece.words === piece.address ? piece.address : `${piece.words} (${piece.address})`;
  };
  return piecesOf(line).map(said).join("");
}

function inHtml(lines: readonly string[]): HtmlPart[] {
  return lines.flatMap((line, index) => [index > 0 && raw("<br>\n"), ...piecesOf(line).map(pieceInHtml)]);
}

function pieceInHtml(piece: Piece): HtmlPart {
  if (typeof piece === "string") return linked(piece);
  if ("address" in piece) return html`<a href="${piece.address}">${piece.words}</a>`;
  const inner = piece.pieces.map(pieceInHtml);
  return piece.mark === "strong" ? html`<strong>${inner}</strong>` : html`<em>${inner}</em>`;
}
