import type { ClauseChange } from "../worker/policy/compare/changes.ts";
import { compareClause } from "../worker/policy/compare/comparison.ts";
import type { VersionText } from "../worker/policy/text/version-text.ts";

/** What one version did to a clause, with the number of later versions that left the clause alone. */
export interface ClauseStep {
  text: VersionText;
  /** The version that it changed. */
  earlier: VersionText | undefined;
  change: ClauseChange;
  isFirst: boolean;
  unchangedIn: VersionText[];
}

/**
 * One clause through time, newest step first.
 * @param texts the versions of one language, oldest first
 */
export function historyOf(id: string, texts: readonly VersionText[]): ClauseStep[] {
  const steps: ClauseStep[] = [];
  for (const [index, text] of texts.entries()) {
    const earlier = texts.slice(0, index).findLast(({ withdrawn }) => !withdrawn);
    const before = earlier?.clauses.find((clause) => clause.id === id);
    const after = text.clauses.find((clause) => clause.id === id);
    if (!before && !after) continue;
    const change = compareClause(before, after, text.language);
    const last = steps.at(-1);
    if (last && change.kind === "same" && change.tags.length === 0) last.unchangedIn.unshift(text);
    else steps.push({ text, earlier, change, isFirst: steps.length === 0, unchangedIn: [] });
  }
  return steps.reverse();
}
