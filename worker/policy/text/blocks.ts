/** A piece of a source that stands by itself. `marker` is what stands before a list item: `-` or `2.`. */
export interface Block {
  /** Id of its clause, `""` outside every clause. */
  clause: string;
  kind: "paragraph" | "heading" | "item" | "row" | "code";
  marker?: string;
  text: string;
}

/** Splits an MDX source, with or without front matter, into blocks whose text still has its marks. */
export function sourceBlocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  let clause = "";
  let open: Block | undefined;
  for (const line of source.replace(/\r\n?/g, "\n").replace(frontMatter, "").split("\n")) {
    if (open?.kind === "code") {
      open = withCode(open, line);
      continue;
    }
    const bare = line.replace(/^\s*(?:>\s?)+/, "");
    clause = clauseAt(bare) ?? clause;
    const effect = effectOf(bare, open);
    if (typeof effect === "object") {
      open = { clause, ...effect };
      blocks.push(open);
    } else {
      open = open && withLine(open, bare, effect);
    }
  }
  return blocks;
}

/** What a line does: begins a block, ends the one before it, makes that a heading, or continues it. */
type Effect = Omit<Block, "clause"> | "end" | "underline" | "continue";

const frontMatter = /^\uFEFF?---\n.*?\n---(?:\n|$)/s;

/** The first rule that knows a line says what the line does. */
const rules: readonly [
  pattern: RegExp,
  effect: (found: RegExpExecArray, open?: Block) => Effect | undefined,
][] = [
  [/^\s*$|^<\/?Clause\b/, () => "end"],
  [/^\s*(?:`{3}|~{3})/, () => ({ kind: "code", text: "" })],
  [/^\s*(?:=+|-+)\s*$/, (_, open) => (open?.kind === "paragraph" ? "underline" : undefined)],
  [/^\s*([-*_])(?:\s*\1){2,}\s*$/, () => "end"],
  [/^\s*#{1,6}\s+(.*?)\s*#*$/, ([, text = ""]) => ({ kind: "heading", text })],
  [/^\s*([-*+])\s+(.*)$/, ([, , text = ""]) => ({ kind: "item", marker: "-", text })],
  // Only a list that counts from 1 may interrupt a paragraph (CommonMark 5.3).
  [
    /^\s*(\d{1,9}[.)])\s+(.*)$/,
    ([, marker = "", text = ""], open) =>
      open?.kind === "paragraph" && !/^1\D/.test(marker) ? "continue" : { kind: "item", marker, text },
  ],
  [/^[\s|:-]*\|[\s|:-]*$/, () => "end"],
  [/^\s*\|(.*)\|\s*$/, ([, cells = ""]) => ({ kind: "row", text: inCells(cells) })],
];

function effectOf(line: string, open: Block | undefined): Effect {
  for (const [pattern, effect] of rules) {
    const found = pattern.exec(line);
    const known = found && effect(found, open);
    if (known) return known;
  }
  const continues = open && open.kind !== "heading" && open.kind !== "row";
  return continues ? "continue" : { kind: "paragraph", text: line };
}

function withLine(open: Block, line: string, effect: "end" | "underline" | "continue"): Block | undefined {
  if (effect === "continue") open.text += `\n${line}`;
  if (effect === "underline") open.kind = "heading";
  return effect === "continue" ? open : undefined;
}

function withCode(open: Block, line: string): Block | undefined {
  if (/^\s*(?:`{3,}|~{3,})\s*$/.test(line)) return undefined;
  open.text += `${line}\n`;
  return open;
}

/** The clause that a line enters, `""` where it leaves one. */
function clauseAt(line: string): string | undefined {
  if (line.startsWith("</Clause>")) return "";
  return /^<Clause id="([^"]+)"/.exec(line)?.[1];
}

function inCells(cells: string): string {
  return cells
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
    .join(" | ");
}
