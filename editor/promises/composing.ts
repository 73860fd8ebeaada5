import { stringify } from "yaml";
import type { ParsedClause } from "../versions/clauses.ts";

/** `promises.yaml` for a text of which nobody has said yet what it promises. */
export function composeNoPromises(clauses: readonly ParsedClause[]): string {
  const entries = Object.fromEntries(clauses.map(({ id }) => [id, { promises: [] }]));
  return `# What each clause of this version promises. See docs/editing.md.\n${stringify(entries)}`;
}
