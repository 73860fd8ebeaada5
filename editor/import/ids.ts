import { slug } from "github-slugger";

/**
 * Unique ids for clauses, made from their titles. A title that the version in force has keeps its id, so that links go
 * on working and both versions can be compared.
 * @param known ids of earlier titles
 */
export function clauseIds(titles: readonly string[], known: ReadonlyMap<string, string>): string[] {
  const taken = new Set<string>();
  return titles.map((title, index) => {
    const first = known.get(title) ?? idOf(title) ?? `clause-${index + 1}`;
    let id = first;
    for (let count = 2; taken.has(id); count++) id = `${first}-${count}`;
    taken.add(id);
    return id;
  });
}

/**
 * The form of a clause id: small letters of any script, digits and hyphens. What a page with clauses names itself has an
 * underscore, so that it is never the name of a clause.
 */
export const clauseIdForm = /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+)*$/u;

const longest = 60;

/** The words of a title in small letters with hyphens, without its number, because clauses change places. */
function idOf(title: string): string | undefined {
  const words = title
    .normalize("NFC")
    .replace(/^(?:(?:§\s*|\p{L}+\s+)?\d+(?:\.\d+)*|\p{L}+\s+[IVXL]+)[.):：、．]?\s+/u, "")
    .replace(
      /^第\s*[\d一二三四五六七八九十百]+\s*[条章节節條部分]+[\s、.：:]*|^[一二三四五六七八九十百]+[、.．]\s*/u,
      "",
    );
  const parts = slug(words).split(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+/u);
  let id = "";
  for (const part of parts.filter((one) => one !== "")) {
    if (id !== "" && id.length + part.length >= longest) break;
    id = id === "" ? part.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "") : `${id}-${part}`;
  }
  return clauseIdForm.test(id) ? id : undefined;
}
