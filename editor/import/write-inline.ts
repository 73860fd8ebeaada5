import type { MdastNode } from "satteri";
import { escaped } from "./escape.ts";

/** Inline nodes as MDX. */
export function writeInline(nodes: readonly MdastNode[]): string {
  return nodes.map(writeNode).join("");
}

function writeNode(node: MdastNode): string {
  switch (node.type) {
    case "text":
      return escaped(node.value);
    case "emphasis":
      return marked("*", node.children);
    case "strong":
      return marked("**", node.children);
    case "delete":
      return marked("~~", node.children);
    case "inlineCode":
      return writeCode(node.value);
    case "break":
      return "\\\n";
    case "link":
      return writeLink(node.url, writeInline(node.children));
    case "footnoteReference":
      return `[^${node.identifier}]`;
    default:
      return "children" in node ? writeInline(node.children as MdastNode[]) : "";
  }
}

/** Marks touch the words they mark; space at the ends goes outside. */
function marked(mark: string, children: readonly MdastNode[]): string {
  const [, before, text, after] = /^(\s*)(.*?)(\s*)$/s.exec(writeInline(children)) ?? [];
  return text ? `${before}${mark}${text}${mark}${after}` : `${before}${after}`;
}

/** More backticks than any run inside, with spaces between them and backticks at the ends. */
function writeCode(code: string): string {
  const value = code.replace(/\s*\n\s*/g, " ");
  const runs = value.match(/`+/g) ?? [];
  const ticks = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const space = /^`|`$|^ .* $/s.test(value) ? " " : "";
  return `${ticks}${space}${value}${space}${ticks}`;
}

function writeLink(url: string, text: string): string {
  const address = encodeURI(decodeSafely(url)).replace(/[()<>*_~`|[\]\\&]/g, percentEncoded);
  return `[${text}](${address})`;
}

function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url.replace(/%(?![0-9a-fA-F]{2})/g, "%25");
  }
}

/** `_`, `~` and `&` mean something else when encoded, so they get a backslash instead. */
function percentEncoded(mark: string): string {
  if ("_~&*".includes(mark)) return `\\${mark}`;
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
