import { isBlank } from "../../worker/web/typed-text.ts";
import { type Diagnostic, fileStart, problem } from "../diagnostic.ts";
import { clauseIdForm } from "../import/ids.ts";
import { everyNode, isClause, type ParsedClause, parsedClauses, placeOf } from "../versions/clauses.ts";
import type { Source } from "../versions/source.ts";

/**
 * Clauses are written as readers, anchors and the comparison need them: each on its own line, with an id and a title.
 */
export function checkClauses(source: Source): Diagnostic[] {
  if (!source.blocks || source.text === undefined) return [];
  const { file } = source;
  const clauses = parsedClauses(source);
  if (clauses.length === 0) {
    const message = 'has no clause: write <Clause id="scope" title="Scope">, the text and </Clause>';
    return [problem(file, fileStart, "no-clause", message)];
  }
  const nested = clauses.flatMap(({ blocks }) => [...everyNode(blocks)].filter(isClause));
  const lines = source.text.split(/\r\n?|\n/);
  return [
    ...nested.map((node) =>
      problem(file, placeOf(node), "clause-form", "stands inside another clause: end that first"),
    ),
    ...clauses.flatMap((clause, index) => {
      const line = lines[clause.place.line - 1] ?? "";
      return checkClause(clause, clauses.slice(0, index), file, line);
    }),
  ];
}

/** How a clause opens, on a line of its own. */
const opening = /^<Clause id="[^"]+" title="[^"]+">$/;

function checkClause(
  { id, title, place, blocks }: ParsedClause,
  before: readonly ParsedClause[],
  file: string,
  line: string,
): Diagnostic[] {
  const earlier = before.find((other) => other.id === id);
  if (id === "" || isBlank(title) || !opening.test(line)) {
    const message =
      'is not written on one line as <Clause id="…" title="…">, with both in double quotes: write it so';
    return [problem(file, place, "clause-form", message)];
  }
  if (earlier) {
    const message = `the id "${id}" is taken by the clause in line ${earlier.place.line}: choose another`;
    return [problem(file, place, "duplicate-clause", message)];
  }
  if (!clauseIdForm.test(id)) {
    const message = `"${id}" is no id: use small letters, digits and single hyphens, such as storage-period`;
    return [problem(file, place, "clause-id", message)];
  }
  if (blocks.length > 0) return [];
  return [problem(file, place, "empty-clause", `"${title}" says nothing: write its text`, "warning")];
}
