import { isStanding } from "../../worker/policy/versions/history.ts";
import { type Diagnostic, problem } from "../diagnostic.ts";
import { type ParsedClause, parsedClauses, textOf } from "../versions/clauses.ts";
import type { Source } from "../versions/source.ts";
import type { Checked } from "./checked.ts";

/**
 * Ids keep the meaning that published versions gave them, unless they were withdrawn: a draft drops no clause unless its change is material, gives
 * no clause's id to another, and puts no other text in a clause's place.
 */
export function checkHistory({ tree }: Checked): Diagnostic[] {
  return tree.versions.flatMap(({ locked, sources }, index) => {
    if (locked) return [];
    return sources.flatMap((source) => {
      const earlier = tree.versions
        .slice(0, index)
        .filter(({ locked }) => locked && isStanding(locked))
        .flatMap((version) => version.sources.filter(({ language }) => language === source.language));
      return checkSource(source, earlier);
    });
  });
}

function checkSource(source: Source, earlier: readonly Source[]): Diagnostic[] {
  const previous = earlier.at(-1);
  if (!previous?.blocks || !source.blocks) return [];
  const before = new Map(parsedClauses(previous).map((clause) => [clause.id, clause]));
  const clauses = parsedClauses(source);
  const ids = new Set(clauses.map(({ id }) => id));
  const isMaterial = source.frontMatter?.kind === "material";
  const severity = isMaterial ? "warning" : "error";
  const dropped = [...before.values()]
    .filter(({ id }) => !ids.has(id))
    .map(({ id, title }) => {
      const advice = isMaterial ? "is that meant?" : "put it back, or make the change material";
      const message = `the clause "${title}" (${id}) of ${previous.date} is gone: ${advice}`;
      return problem(source.file, source.placeOf("kind"), "dropped-clause", message, severity);
    });
  const reused = clauses.flatMap((clause) => {
    const message = meaningChanged(clause, before.get(clause.id), earlier.slice(0, -1));
    if (message === undefined) return [];
    return [
      problem(
        source.file,
        clause.place,
        "reused-clause",
        message,
        before.has(clause.id) ? severity : "error",
      ),
    ];
  });
  return [...dropped, ...reused];
}

function meaningChanged(
  clause: ParsedClause,
  before: ParsedClause | undefined,
  older: readonly Source[],
): string | undefined {
  if (before) {
    if (before.title === clause.title || sharedWords(before, clause) >= 0.25) return undefined;
    return `the id "${clause.id}" was of "${before.title}" and is now of another text: give the new text an id of its own`;
  }
  const owner = older.findLast((source) => parsedClauses(source).some(({ id }) => id === clause.id));
  if (!owner) return undefined;
  return `the id "${clause.id}" was of a clause of ${owner.date} that has gone since: choose another`;
}

/** How many of the shorter text's significant words the other has too, 0 to 1. */
function sharedWords(one: ParsedClause, other: ParsedClause): number {
  const [short = [], long = []] = [tellingWords(one), tellingWords(other)].sort(
    (a, b) => a.length - b.length,
  );
  const words = new Set(long);
  return short.length === 0 ? 1 : short.filter((word) => words.has(word)).length / short.length;
}

/** Short words occur in every text and say nothing. A Chinese character is a word. */
function tellingWords({ title, blocks }: ParsedClause): string[] {
  const text = `${title} ${textOf(blocks)}`.toLowerCase();
  return text.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}]){4,}/gu) ?? [];
}
