import type { Clause } from "./version-text.ts";

/** What opens and closes the name of a clause, in each language. */
const [opening, closing] = ["“«„「《", "”»“」》"];

/**
 * Links the names of other clauses in a clause that is HTML already: “Signature” leads to that clause. The text itself
 * stays as it was published, because the links are made for the page only.
 * @param own the clause that this is, which does not link to itself
 */
export function linkClauses(html: string, clauses: readonly Clause[], own: string): string {
  const byName = new Map(
    clauses.filter(({ id }) => id !== own && id !== "").map(({ id, title }) => [escaped(title), id]),
  );
  const name = new RegExp(`([${opening}])([^<${opening}${closing}]+)([${closing}])`, "g");
  let linked = 0;
  return html
    .split(/(<[^>]*>)/)
    .map((part) => {
      if (part.startsWith("<")) {
        // Nothing inside a link, a heading or code becomes a link.
        if (/^<(?:a|code|h\d)[\s>]/.test(part)) linked += 1;
        if (/^<\/(?:a|code|h\d)>/.test(part)) linked -= 1;
        return part;
      }
      if (linked > 0) return part;
      return part.replace(name, (whole, open: string, title: string, close: string) => {
        const id = byName.get(title);
        return id ? `${open}<a href="#${id}">${title}</a>${close}` : whole;
      });
    })
    .join("");
}

/**
 * Tables as regions that scroll by themselves, each with a name for people who do not see it. Columns say in an attribute
 * where their words end, because the content security policy takes no styles from elements.
 */
export function scrollTables(html: string, label: string): string {
  const region = `<div role="region" aria-label="${escaped(label)}" tabindex="0">`;
  return html.replace(/<table[\s>][\s\S]*?<\/table>/g, (table) => `${region}${aligned(table)}</div>`);
}

function aligned(table: string): string {
  return table.replace(/ style="text-align:\s*(\w+);?"/g, (_, side: string) =>
    side === "left" ? "" : ` data-align="${side}"`,
  );
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
