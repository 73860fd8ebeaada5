import type { Element, ElementContent, Nodes, Parents } from "hast";
import { elementsIn, elementsNamed } from "./elements.ts";

/** A note below the text, and the link to it. */
interface Footnote {
  reference: Element;
  item: Element;
}

/**
 * Footnotes of a page or of a Word document as the site's parser writes them: a link to an item of a list that leads
 * back to it. Their list comes last.
 * @param notes gets a line when there are any
 */
export function withFootnotes<Node extends Parents>(parent: Node, notes: string[]): Node {
  const found = footnotesIn(parent);
  if (found.length === 0) return parent;
  notes.push("footnotes are numbered from 1, and stand at the end of the text");
  const items = new Set(found.map(({ item }) => item));
  const lists = elementsNamed(parent, "ol").filter((list) => isOnlyOf(list, items));
  const numbers = new Map(found.map(({ reference }, index) => [reference, index + 1]));
  const rest = childrenWithout(parent, { lists: new Set(lists), items, numbers }, notes);
  return { ...parent, children: [...rest, sectionOf(found)] } as Node;
}

/** In the order of the text. A note that two places lead to stays a link. */
function footnotesIn(parent: Parents): Footnote[] {
  const elements = elementsIn(parent);
  const byId = new Map(elements.map((element) => [`#${element.properties.id}`, element]));
  const found = elementsNamed(parent, "a").flatMap((reference): Footnote[] => {
    const item = byId.get(String(reference.properties.href));
    const isOwn = reference.properties.dataFootnoteRef !== undefined;
    if (item?.tagName !== "li" || isOwn || elementsIn(item).includes(reference)) return [];
    const own = elements.filter((one) => one === reference || one.children.includes(reference));
    const leadsBack = own.some(({ properties }) => waysBack(item, properties.id).length > 0);
    return leadsBack ? [{ reference, item }] : [];
  });
  return found.filter(({ item }) => found.filter((other) => other.item === item).length === 1);
}

function waysBack(item: Element, id: Element["properties"][string]): Element[] {
  if (typeof id !== "string") return [];
  return elementsNamed(item, "a").filter(({ properties }) => properties.href === `#${id}`);
}

function isOnlyOf(list: Element, items: ReadonlySet<Element>): boolean {
  const own = list.children.filter((child) => child.type === "element");
  return own.length > 0 && own.every((child) => items.has(child));
}

interface Moved {
  lists: ReadonlySet<Element>;
  items: ReadonlySet<Element>;
  numbers: ReadonlyMap<Element, number>;
}

/** What stays where it was: without the notes, and without a heading or a rule above a list that held nothing else. */
function childrenWithout(parent: Parents, moved: Moved, notes: string[]): Nodes[] {
  const { lists, items, numbers } = moved;
  const above = aboveLists(parent, lists);
  if (above.some(({ tagName }) => tagName !== "hr"))
    notes.push("left out the heading above the footnotes, which have one of their own");
  const gone: ReadonlySet<Nodes> = new Set([...lists, ...items, ...above]);
  return parent.children
    .filter((child) => !gone.has(child))
    .map((child): Nodes => {
      if (child.type !== "element") return child;
      const number = numbers.get(child);
      if (number !== undefined) return referenceTo(number);
      return { ...child, children: childrenWithout(child, moved, notes) as ElementContent[] };
    });
}

/** The headings and rules right above lists of notes. */
function aboveLists(parent: Parents, lists: ReadonlySet<Element>): Element[] {
  const elements = (parent.children as Nodes[]).filter((one): one is Element => one.type === "element");
  return elements.filter((one, index) => {
    const next = elements[index + 1];
    return next !== undefined && lists.has(next) && /^(?:h\d|hr)$/.test(one.tagName);
  });
}

function referenceTo(number: number): Element {
  return element("a", { href: `#fn-${number}`, dataFootnoteRef: true }, [text(String(number))]);
}

/** The list of notes with the words that the parser puts around it. */
function sectionOf(found: readonly Footnote[]): Element {
  const items = found.map(({ item }, index) => {
    const own = new Set(elementsNamed(item, "a").filter((one) => isWayBack(one)));
    const back = element("a", { dataFootnoteBackref: "" }, [text("↩")]);
    const words = childrenWithout(item, { lists: new Set(), items: own, numbers: new Map() }, []);
    return element("li", { id: `fn-${index + 1}` }, [...(words as ElementContent[]), back]);
  });
  return element("section", { dataFootnotes: true }, [
    element("h2", {}, [text("Footnotes")]),
    element("ol", {}, items),
  ]);
}

/** The link of a note to its place: a sign, no words. */
function isWayBack(link: Element): boolean {
  return String(link.properties.href).startsWith("#") && !/\p{L}/u.test(wordsOf(link));
}

function wordsOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(wordsOf).join("") : "";
}

function element(tagName: string, properties: Element["properties"], children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}

function text(value: string): ElementContent {
  return { type: "text", value };
}
