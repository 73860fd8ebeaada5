import type { Block } from "./blocks.ts";
import type { Clause, ClauseText } from "./version-text.ts";

/** The clauses of a version as a reader sees them, which is how versions are compared. */
export function clauseTextsOf(clauses: readonly Clause[], blocks: readonly Block[]): ClauseText[] {
  const paragraphs = Map.groupBy(blocks, ({ clause }) => clause);
  return [{ id: "", title: "", number: 0 }, ...clauses]
    .map((clause) => ({ ...clause, paragraphs: (paragraphs.get(clause.id) ?? []).map(({ text }) => text) }))
    .filter(({ id, paragraphs }) => id !== "" || paragraphs.length > 0);
}
