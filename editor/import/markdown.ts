import { type MdastNode, markdownToMdast } from "satteri";
import { parse } from "yaml";
import type { ImportedText } from "./document.ts";
import { readMixed } from "./html.ts";
import { shownByMarkdown } from "./shown.ts";
import { simplified } from "./simplify.ts";
import { structured } from "./structured.ts";

/** Reads a Markdown text whose clauses are its highest headings, under a title of its own. Undefined without headings. */
export function readMarkdown(given: string): ImportedText | undefined {
  const text = withDefinitionLists(withRules(given));
  const notes: string[] = [];
  const { children } = markdownToMdast(text, { position: false }) as Extract<MdastNode, { type: "root" }>;
  const title = titleIn(children[0]?.type === "yaml" ? children[0].value : undefined, notes);
  const { blocks, shown } = hasHtml(children)
    ? readMixed(text, notes)
    : { blocks: simplified(children, notes), shown: shownByMarkdown(text) };
  return structured(blocks, { shown, notes, title });
}

function hasHtml(nodes: readonly MdastNode[]): boolean {
  return nodes.some(
    (node) => node.type === "html" || ("children" in node && hasHtml(node.children as MdastNode[])),
  );
}

/** A line of dashes below a paragraph of several lines is a rule, not what makes a heading of all of it. */
function withRules(text: string): string {
  return text.replace(
    /((?:^|\n)[^\n]*[^\s|][^\n]*\n[^\n]*[^\s|:-][^\n]*)\n(?= {0,3}-{3,} *(?:\n|$))/g,
    "$1\n\n",
  );
}

/** Terms with definitions below them, as several kinds of Markdown write them, as the lists that they are. */
function withDefinitionLists(text: string): string {
  return text.replace(
    /(?<=^|\n)(?![ \t>#*+-])([^\n]+)\n(?:\n?:[ \t]+[^\n]+(?:\n|$))+/g,
    (list, term: string) => {
      const definitions = [...list.matchAll(/^:[ \t]+(.+)$/gm)].map(([, words = ""]) => words);
      return `- ${term}\n\n${definitions.map((words) => `  ${words}\n\n`).join("")}`;
    },
  );
}

/** The title in the file's own front matter, which a page of a Markdown site shows. */
function titleIn(frontMatter: string | undefined, notes: string[]): string | undefined {
  if (frontMatter === undefined) return undefined;
  notes.push("left out the file’s own front matter");
  try {
    const { title } = parse(frontMatter) as { title?: unknown };
    return typeof title === "string" ? title : undefined;
  } catch {
    return undefined;
  }
}
