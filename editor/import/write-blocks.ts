import type { MdastNode } from "satteri";
import { paragraph } from "./escape.ts";
import { writeInline } from "./write-inline.ts";

/** Blocks as MDX, with a blank line between them. */
export function writeBlocks(blocks: readonly MdastNode[]): string {
  return blocks
    .map(writeBlock)
    .filter((block) => block !== "")
    .join("\n\n");
}

function writeBlock(node: MdastNode): string {
  switch (node.type) {
    case "paragraph":
      return paragraph(writeInline(node.children));
    case "heading":
      return `${"#".repeat(node.depth)} ${oneLine(writeInline(node.children)).replaceAll("#", "\\#")}`;
    case "list":
      return writeList(node);
    case "blockquote":
      return writeBlocks(node.children).replace(/^/gm, "> ").replace(/ +$/gm, "");
    case "code":
      return writeCode(node.value);
    case "table":
      return writeTable(node);
    case "thematicBreak":
      return "---";
    case "footnoteDefinition":
      return `[^${node.identifier}]: ${indented(writeBlocks(node.children), 4)}`;
    default:
      return "children" in node ? writeBlocks(node.children as MdastNode[]) : "";
  }
}

function writeList(list: Extract<MdastNode, { type: "list" }>): string {
  const items = list.children.map((item, index) => {
    const marker = list.ordered ? `${(list.start ?? 1) + index}.` : "-";
    const box = typeof item.checked === "boolean" ? `[${item.checked ? "x" : " "}] ` : "";
    return `${marker} ${box}${indented(writeBlocks(item.children), marker.length + 1)}`.trimEnd();
  });
  return items.join(list.spread || list.children.some(({ spread }) => spread) ? "\n\n" : "\n");
}

/** A fence longer than any run of backticks inside. No language, because the site highlights no code. */
function writeCode(value: string): string {
  const runs = value.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}\n${value}\n${fence}`;
}

function writeTable({ align, children: rows }: Extract<MdastNode, { type: "table" }>): string {
  const marks = { left: ":--", right: "--:", center: ":-:" };
  const written = rows.map(({ children }) =>
    row(children.map((cell) => oneLine(writeInline(cell.children)).replace(/(?<!\\)\|/g, "\\|"))),
  );
  const columns = rows[0]?.children.map((_, index) => marks[align?.[index] ?? "left"]) ?? [];
  return [written[0], row(columns), ...written.slice(1)].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function oneLine(text: string): string {
  // A backslash that breaks the line goes with it; an even number of them belong to the text.
  return text.replace(/(?<!\\)((?:\\\\)*)\\?\s*\n\s*/g, "$1 ").trim();
}

function indented(text: string, spaces: number): string {
  return text.replace(/\n(?!\n)/g, `\n${" ".repeat(spaces)}`);
}
