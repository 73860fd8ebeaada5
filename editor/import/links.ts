import type { MdastNode } from "satteri";
import { type Diagnostic, fileStart, problem } from "../diagnostic.ts";
import type { ImportedText } from "./document.ts";

/** Where links that name no site lead. */
export interface Links {
  /** The address that the text had, against which they are read. */
  base: string | undefined;
  /** Whether this site has such a page. */
  isPage: (path: string) => boolean;
}

/** The text with addresses that lead somewhere from here, too. A diagnostic names those that would not. */
export function withLinks(
  text: ImportedText,
  { base, isPage }: Links,
  file: string,
): ImportedText | Diagnostic {
  const unknown = new Set<string>();
  const lost = new Set<string>();
  const anchors = new Set(text.clauses.flatMap((clause) => clause.anchors.map((anchor) => `#${anchor}`)));
  const moved = (url: string): string => {
    if (/^[a-z][a-z\d+.-]*:|^#/i.test(url)) return url;
    if (base !== undefined) return new URL(url, base).href;
    if (url.startsWith("/") && isPage(url.replace(/[?#].*$/s, ""))) return url;
    unknown.add(url);
    return url;
  };
  const isLost = (url: string): boolean => {
    const isOne = url === "" || (url.startsWith("#") && !anchors.has(decodeURI(url)) && !anchors.has(url));
    if (isOne) lost.add(url);
    return isOne;
  };
  const blocksOf = (blocks: readonly MdastNode[]): MdastNode[] =>
    blocks.flatMap((node): MdastNode[] => {
      if (node.type === "link" && isLost(node.url)) return blocksOf(node.children);
      const changed =
        "children" in node ? { ...node, children: blocksOf(node.children as MdastNode[]) } : { ...node };
      if (changed.type === "link") changed.url = moved(changed.url);
      return [changed as MdastNode];
    });
  const clauses = text.clauses.map((clause) => ({ ...clause, blocks: blocksOf(clause.blocks) }));
  const preamble = blocksOf(text.preamble);
  const notes = [...lost].map(
    (url) => `left out a link to a place that the text does not have: ${url || "nowhere"}`,
  );
  if (unknown.size === 0) return { ...text, preamble, clauses, notes: [...text.notes, ...notes] };
  const message = `links to ${[...unknown].slice(0, 5).join(", ")} without a site: say where the text was, such as --base https://www.example.com/privacy/`;
  return problem(file, fileStart, "relative-link", message);
}
