import type { Language } from "../../web/organization.ts";
import type { ClauseText } from "../text/version-text.ts";
import type { ClauseChange, ClauseTag, Comparison, ParagraphChange, Run } from "./changes.ts";
import { pairParagraphs } from "./paragraphs.ts";
import { compareWords } from "./words.ts";

/** Compares two versions by clause id, then by paragraph, then word by word. */
export function compareVersions(
  before: readonly ClauseText[],
  after: readonly ClauseText[],
  language: Language,
): Comparison {
  const earlier = new Map(before.map((clause) => [clause.id, clause]));
  const later = new Map(after.map((clause) => [clause.id, clause]));
  const shared = after.filter(({ id }) => earlier.has(id)).map(({ id }) => id);
  const moved = movedAmong(
    before.filter(({ id }) => later.has(id)).map(({ id }) => id),
    shared,
  );
  const clauses = after.map((clause) => compareClause(earlier.get(clause.id), clause, language, moved));
  for (const [index, clause] of before.entries()) {
    if (later.has(clause.id)) continue;
    const previous = before[index - 1]?.id;
    const place = clauses.findIndex(({ id }) => id === previous);
    clauses.splice(place + 1, 0, compareClause(clause, undefined, language, moved));
  }
  return { clauses, counts: countsOf(clauses) };
}

/** Compares one clause. A version without it is undefined. */
export function compareClause(
  before: ClauseText | undefined,
  after: ClauseText | undefined,
  language: Language,
  moved: ReadonlySet<string> = new Set(),
): ClauseChange {
  const pairs = pairParagraphs(before?.paragraphs ?? [], after?.paragraphs ?? [], language);
  const places = { before: 0, after: 0 };
  const paragraphs = pairs.map(([old, young]) => ({
    ...compareParagraph(old, young, language),
    ...(old === undefined ? {} : { before: places.before++ }),
    ...(young === undefined ? {} : { after: places.after++ }),
  }));
  const title = compareParagraph(before?.title, after?.title, language).runs;
  const isRenamed = title.some(isChanged);
  return {
    id: (after ?? before)?.id ?? "",
    kind: kindOf(before, after, isRenamed || paragraphs.some(({ kind }) => kind !== "same")),
    tags: before && after ? tagsOf(before, after, isRenamed, moved) : [],
    ...(before && { before: { number: before.number, title: before.title } }),
    ...(after && { after: { number: after.number, title: after.title } }),
    title,
    paragraphs,
  };
}

function compareParagraph(
  before: string | undefined,
  after: string | undefined,
  language: Language,
): ParagraphChange {
  if (before === undefined) return { kind: "added", runs: [{ kind: "added", text: after ?? "" }] };
  if (after === undefined) return { kind: "removed", runs: [{ kind: "removed", text: before }] };
  if (before === after) return { kind: "same", runs: [{ kind: "same", text: after }] };
  const runs = compareWords(before, after, language);
  return { kind: runs.some(isChanged) ? "changed" : "same", runs };
}

function tagsOf(
  before: ClauseText,
  after: ClauseText,
  isRenamed: boolean,
  moved: ReadonlySet<string>,
): ClauseTag[] {
  const isMoved = moved.has(after.id);
  const tags = [
    isMoved && "moved",
    isRenamed && "renamed",
    before.number !== after.number && !isMoved && "renumbered",
  ] as const;
  return tags.filter((tag) => tag !== false);
}

function isChanged({ kind }: Run): boolean {
  return kind !== "same";
}

function kindOf(
  before: ClauseText | undefined,
  after: ClauseText | undefined,
  isRewritten: boolean,
): ClauseChange["kind"] {
  if (!before) return "added";
  if (!after) return "removed";
  return isRewritten ? "changed" : "same";
}

/** The ids outside a longest common order of both lists. */
function movedAmong(before: readonly string[], after: readonly string[]): Set<string> {
  const places = after.map((id) => before.indexOf(id));
  const lengths = places.map(() => 1);
  for (const [index, place] of places.entries()) {
    for (let other = 0; other < index; other++) {
      if ((places[other] ?? 0) < place)
        lengths[index] = Math.max(lengths[index] ?? 1, (lengths[other] ?? 1) + 1);
    }
  }
  const moved = new Set(after);
  let wanted = Math.max(0, ...lengths);
  let below = Number.POSITIVE_INFINITY;
  for (let index = after.length - 1; index >= 0; index--) {
    const place = places[index] ?? 0;
    if (lengths[index] !== wanted || place >= below) continue;
    moved.delete(after[index] ?? "");
    below = place;
    wanted--;
  }
  return moved;
}

function countsOf(clauses: readonly ClauseChange[]): Comparison["counts"] {
  const counts = { same: 0, changed: 0, added: 0, removed: 0, tagged: 0 };
  for (const { kind, tags } of clauses) {
    counts[kind]++;
    if (kind === "same" && tags.length > 0) counts.tagged++;
  }
  return counts;
}
