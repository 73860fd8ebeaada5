import type { Element, ElementContent, Nodes, Parents, Root } from "hast";
import { elementsIn } from "./elements.ts";
import { withFootnotes } from "./footnotes.ts";

/** What surrounds the text of a page. */
const around = new Set(["nav", "header", "footer", "aside"]);
/** What a text cannot hold, with the word for it. */
const unkept: Readonly<Record<string, string>> = {
  audio: "a sound",
  button: "a button",
  canvas: "a drawing",
  embed: "something embedded",
  iframe: "a frame with another page",
  input: "a field of a form",
  math: "a formula",
  object: "something embedded",
  select: "a field of a form",
  svg: "a drawing",
  textarea: "a field of a form",
  video: "a film",
};
/** What nobody reads. */
const unseen = new Set(["base", "head", "link", "meta", "noscript", "script", "style", "template", "title"]);

/**
 * The text of an HTML tree: without what surrounds it on a page, and without what a policy text cannot hold.
 * @param notes gets a line for each thing left out that a reader would miss
 */
export function keptOf(tree: Root, notes: string[]): Root {
  const main = find(tree, ({ tagName, properties }) => tagName === "main" || properties.role === "main");
  const from = main ?? find(tree, ({ tagName }) => tagName === "article") ?? find(tree, isBody) ?? tree;
  if (main) noteRest(tree, main, notes);
  return { type: "root", children: childrenKept(withFootnotes(from, notes), notes) };
}

/** The first element of its kind, if it is the only one. */
function find(tree: Root, isIt: (element: Element) => boolean): Element | undefined {
  const found = elementsIn(tree).filter(isIt);
  return found.length === 1 ? found[0] : undefined;
}

function isBody({ tagName }: Element): boolean {
  return tagName === "body";
}

function noteRest(tree: Root, main: Element, notes: string[]): void {
  const rest = tree.children.map((child) => wordsOf(child, main)).join(" ");
  if (rest.trim() !== "") notes.push(`left out what stands around the page’s text: ${quoted(rest)}`);
}

function childrenKept(parent: Parents, notes: string[]): ElementContent[] {
  return parent.children.flatMap((child): ElementContent[] => {
    if (child.type === "text") return [child];
    return child.type === "element" ? elementKept(child, notes) : [];
  });
}

function elementKept(element: Element, notes: string[]): Element[] {
  const { tagName, properties } = element;
  const isSeen = !unseen.has(tagName) && properties.type !== "hidden";
  // The box of a task belongs to its list.
  const what = properties.type === "checkbox" && properties.disabled ? undefined : whatIs(tagName);
  if (isSeen && what === undefined) {
    noteChange(element, notes);
    return [{ ...element, children: childrenKept(element, notes) }];
  }
  const words = wordsOf(element);
  if (isSeen) notes.push(`left out ${what}${words.trim() === "" ? "" : `: ${quoted(words)}`}`);
  return [];
}

/** The word for what a text cannot hold. */
function whatIs(tagName: string): string | undefined {
  return unkept[tagName] ?? (around.has(tagName) ? `the page’s <${tagName}>` : undefined);
}

/** What stays in other clothes. */
function noteChange({ tagName, properties, children }: Element, notes: string[]): void {
  const isFootnote = children.some(
    (child) => child.type === "element" && child.properties.dataFootnoteRef !== undefined,
  );
  if (tagName === "ol" && properties.type !== undefined && properties.type !== "1")
    notes.push("a list that counted by letters counts by numbers now");
  if (tagName === "ol" && properties.reversed) notes.push("a list that counted down counts up now");
  if ((tagName === "sup" && !isFootnote) || tagName === "sub")
    notes.push("raised and lowered letters are on the line now");
  if (tagName === "dl") notes.push("a list of definitions is a list now, with what each means below it");
  if (properties.colSpan || properties.rowSpan)
    notes.push("a cell that spanned several is one cell now, with empty ones beside it");
}

function wordsOf(node: Nodes, except?: Element): string {
  if (node === except) return "";
  if (node.type === "text") return node.value;
  if (node.type === "element" && unseen.has(node.tagName)) return "";
  return "children" in node ? node.children.map((child) => wordsOf(child, except)).join(" ") : "";
}

function quoted(words: string): string {
  const line = words.replace(/\s+/g, " ").trim();
  return `“${line.length > 60 ? `${line.slice(0, 60).trimEnd()}…` : line}”`;
}
