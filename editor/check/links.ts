import GithubSlugger from "github-slugger";
import type { MdastNode } from "satteri";
import { isStanding } from "../../worker/policy/versions/history.ts";
import { addDays } from "../../worker/web/days.ts";
import { type Diagnostic, placeAt, problem } from "../diagnostic.ts";
import { plainOf } from "../import/simplify.ts";
import { everyNode, parsedClauses, placeOf } from "../versions/clauses.ts";
import type { Source } from "../versions/source.ts";
import { standingBefore } from "../versions/tree.ts";
import type { Checked } from "./checked.ts";
import { siteAddresses } from "./pages.ts";

/** Links lead somewhere: to an anchor of the text, or to a page of this site. Nothing is fetched. */
export function checkLinks({ tree, organization, today }: Checked): Diagnostic[] {
  const dates = tree.versions.map(({ date }) => date);
  const isPage = siteAddresses(organization, dates);
  const binding = standingBefore(addDays(today, 1), tree)?.date ?? "";
  return tree.versions.flatMap(({ date, locked, sources }) =>
    sources.flatMap((source) => {
      const anchors = anchorsOf(source);
      const links = [...everyNode(source.guessed)].filter(isLink);
      const unknown =
        locked === undefined ? textsOf(source).flatMap((node) => unknownReferences(node, source)) : [];
      return [
        ...unknown,
        ...links.flatMap((link) => {
          const message = wrongWith(link.url, anchors, isPage, organization.site);
          // A text that is superseded or withdrawn cannot change, and the page it names may be gone for good.
          const isOver = locked !== undefined && (date < binding || !isStanding(locked));
          const severity = isOver ? "warning" : "error";
          return message ? [problem(source.file, placeOf(link), "dead-link", message, severity)] : [];
        }),
      ];
    }),
  );
}

function isLink(node: MdastNode): node is Extract<MdastNode, { type: "link" | "definition" }> {
  return node.type === "link" || node.type === "definition";
}

function textsOf(source: Source): Extract<MdastNode, { type: "text" }>[] {
  return [...everyNode(source.guessed)].filter((node) => node.type === "text");
}

/** `[words][name]` without a line that says where the name leads shows its brackets. */
function unknownReferences(
  node: Extract<MdastNode, { type: "text" }>,
  { file, text = "" }: Source,
): Diagnostic[] {
  const found = /\[([^\]\n]+)\]\[([^\]\n]*)\]/.exec(node.value);
  if (!found) return [];
  const [brackets, words, name] = found;
  // With backslashes they are meant.
  if (!text.includes(brackets)) return [];
  const before = placeAt(node.value, found.index);
  const { line, column } = placeOf(node);
  const place = {
    line: line + before.line - 1,
    column: before.line === 1 ? column + before.column - 1 : before.column,
  };
  const message = `[${words}][${name}] leads nowhere and shows its brackets: write [${words}](https://…)`;
  return [problem(file, place, "dead-link", message)];
}

function wrongWith(
  url: string,
  anchors: ReadonlySet<string>,
  isPage: (path: string) => boolean,
  site: string,
): string | undefined {
  if (url === "") return "leads nowhere: write an address";
  if (url.startsWith("#")) {
    return anchors.has(decoded(url.slice(1)))
      ? undefined
      : `no clause or heading has the id ${url.slice(1)}: correct it`;
  }
  const address = url.startsWith(`${site}/`) ? url.slice(site.length) : url;
  if (/^(?:https?:\/\/[^/\s]|mailto:\S+@|tel:\+?\d)/i.test(address)) return undefined;
  if (!/^\/(?!\/)/.test(address))
    return `${url} is no address: write https://…, mailto:…, tel:… or one that begins with /`;
  const path = address.replace(/[?#].*$/s, "");
  if (isPage(decoded(path))) return undefined;
  return isPage(`${path}/`)
    ? `${path} lacks its last slash: write ${path}/`
    : `this site has no page ${path}: correct it`;
}

/** Ids of clauses, and of headings as the site makes them. */
function anchorsOf(source: Source): Set<string> {
  const clauses = parsedClauses(source);
  const slugger = new GithubSlugger();
  const headings = [...everyNode(source.guessed)].filter((node) => node.type === "heading");
  return new Set([
    ...clauses.map(({ id }) => id),
    ...headings.map((heading) => slugger.slug(plainOf(heading))),
  ]);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
