import type { Block } from "./blocks.ts";
import type { VersionText } from "./version-text.ts";

/** Line width in columns. A Chinese character takes two. */
const width = 72;

/**
 * A version as plain text in lines of 72 columns.
 * @param head lines that identify the version, kept whole so that an address or a hash can be copied
 */
export function plainText(
  { title, clauses }: Pick<VersionText, "title" | "clauses">,
  blocks: readonly Block[],
  head: readonly string[],
  foot: string,
): string {
  const byClause = Map.groupBy(blocks, ({ clause }) => clause);
  const parts = clauses.flatMap(({ id, number, title }) => [
    ...(id === "" ? [] : [underlined(`${number}. ${title}`, "-")]),
    ...grouped((byClause.get(id) ?? []).map(inLines)),
  ]);
  return `${[underlined(title, "="), head.join("\n"), ...parts, foot].join("\n\n")}\n`;
}

interface Lines {
  isItem: boolean;
  text: string;
}

function inLines({ kind, marker, text }: Block): Lines {
  if (kind === "code" || kind === "row") return { isItem: kind === "row", text };
  const isItem = kind === "item";
  const lead = isItem ? `${marker ?? "-"} ` : "";
  const lines = wrapped(text, width - lead.length);
  return { isItem, text: lead + lines.join(`\n${" ".repeat(lead.length)}`) };
}

/** Keeps the items of a list together. */
function grouped(blocks: readonly Lines[]): string[] {
  const parts: string[] = [];
  for (const [index, { isItem, text }] of blocks.entries()) {
    if (isItem && blocks[index - 1]?.isItem) parts.push(`${parts.pop()}\n${text}`);
    else parts.push(text);
  }
  return parts;
}

function underlined(title: string, line: string): string {
  const lines = wrapped(title, width);
  const longest = Math.max(...lines.map((text) => columnsOf(text)));
  return `${lines.join("\n")}\n${line.repeat(longest)}`;
}

/** Breaks at spaces, and beside Chinese characters except before marks that must not begin a line. */
function wrapped(text: string, max: number): string[] {
  const pieces = text.match(/\s|\p{Script=Han}[^\s\p{Script=Han}\p{L}\p{N}]*|[^\s\p{Script=Han}]+/gu) ?? [];
  const lines = [""];
  for (const piece of pieces) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && columnsOf(line + piece.trimEnd()) > max) lines.push(piece.trimStart());
    else lines[lines.length - 1] = line === "" ? piece.trimStart() : line + piece;
  }
  return lines.map((line) => line.trimEnd());
}

function columnsOf(text: string): number {
  const wide = text.match(/[\p{Script=Han}\u3000-\u303F\uFF00-\uFF60]/gu)?.length ?? 0;
  return (text.match(/./gsu)?.length ?? 0) + wide;
}
