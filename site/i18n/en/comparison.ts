import type { ClauseChange, Comparison } from "../../../worker/policy/compare/changes.ts";

/** English texts of comparisons and of one clause through time. */
export const comparison = {
  title: "What changed",
  heading: (before: string, after: string) => `What changed from ${before} to ${after}`,
  version: (sequence: number | undefined, day: string) =>
    sequence === undefined ? `the draft for ${day}` : `version ${sequence} (${day})`,
  before: "Earlier",
  after: "Later",
  legend: "How to read this page",
  legendAdded: "words that were added",
  legendRemoved: "words that were removed",
  added: "added:",
  removed: "removed:",
  end: "end of change",
  kinds: { same: "Unchanged", changed: "Changed", added: "New clause", removed: "Removed clause" },
  tags: (change: ClauseChange) => ({
    moved: `Moved from clause ${change.before?.number} to ${change.after?.number}`,
    renamed: "Renamed",
    renumbered: `Was clause ${change.before?.number}, now ${change.after?.number}`,
  }),
  summary: ({ changed, added, removed, same, tagged }: Comparison["counts"]) =>
    [
      counted(changed, "clause changed", "clauses changed"),
      counted(added, "clause is new", "clauses are new"),
      counted(removed, "clause was removed", "clauses were removed"),
      counted(same, "clause stayed as it was", "clauses stayed as they were"),
      tagged > 0 ? `${tagged} of these only moved or got another number` : "",
    ]
      .filter(Boolean)
      .join(", ")
      .concat("."),
  none: "No clause changed: both texts say the same.",
  same: "Both addresses name the same version, so there is nothing to compare.",
  unchanged: (count: number) => (count === 1 ? "1 unchanged paragraph" : `${count} unchanged paragraphs`),
  unchangedClauses: "Unchanged clauses",
  asText: "Show the changes in the text",
  asList: "Show the changes as a list",
  listItem: { added: "Added", removed: "Removed", changed: "Changed" },
  listWhole: { added: "New paragraph", removed: "Removed paragraph" },
  listAfter: "after",
  was: "Was",
  now: "Now",
  intro: "Before the first clause",
  history: {
    title: (clause: string) => `“${clause}” through time`,
    lead: "Every version of this clause, newest first, with what each one changed.",
    begins: "The clause begins with this version.",
    unchangedIn: (count: number, last: string) =>
      count === 1
        ? `Unchanged in one later version, of ${last}`
        : `Unchanged in ${count} later versions, the last of ${last}`,
  },
};

function counted(count: number, one: string, many: string): string {
  if (count === 0) return "";
  return `${count} ${count === 1 ? one : many}`;
}
