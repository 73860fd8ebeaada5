import type { ClauseChange } from "../worker/policy/compare/changes.ts";
import { textsIn } from "../worker/texts/texts.ts";
import type { Language } from "../worker/web/organization.ts";

/** What else happened to a clause, in words: that it moved, or that its title or number changed. */
export function tagInWords(change: ClauseChange, tag: ClauseChange["tags"][number], lang: Language): string {
  const { tags } = textsIn(lang).policy.comparison;
  const numbers = { before: String(change.before?.number), after: String(change.after?.number) };
  return tag === "renamed" ? tags.renamed : tags[tag](numbers);
}
