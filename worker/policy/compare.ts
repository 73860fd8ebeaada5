import { pairParagraphs } from "./paragraphs.ts";
import type { Language } from "./schema.ts";
import type { ClauseText } from "./text.ts";
import { compareWords, type Run } from "./words.ts";

/** One paragraph in two versions. A paragraph that came or went as a whole is one run. */
export interface ParagraphChange {
  kind: "same" | "changed" | "added" | "removed";
  runs: Run[];
}

/** What happened to a clause besides its words: it stands elsewhere, has another title or another number. */
export type ClauseTag = "moved" | "renamed" | "renumbered";

/** One clause in two versions. `moved` is said of the fewest clauses that explain the new order. */
export interface ClauseChange {
  id: string;
  /** `same` when no word of its text or title differs; it may still be tagged. */
  kind: "same" | "changed" | "added" | "removed";
  tags: ClauseTag[];
  /** Its number and title in each version that has it. */
  before?: { number: number; title: string };
  after?: { number: number; title: string };
  /** The title, word by word. */
  title: Run[];
  paragraphs: ParagraphChange[];
}

/** Two versions compared: the clauses of the later text in its order, each removed one where it stood. */
export interface Comparison {
  clauses: ClauseChange[];
  /** How many clauses are of each kind, and how many that are `same` are tagged. */
  counts: { same: number; changed: number; added: number; removed: number; tagged: number };
}

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

/** Compares one clause; undefined is a version without it. */
export function compareClause(
  before: ClauseText | undefined,
  after: ClauseText | undefined,
  language: Language,
  moved: ReadonlySet<string> = new Set(),
): ClauseChange {
  const pairs = pairParagraphs(before?.paragraphs ?? [], after?.paragraphs ?? [], language);
  const paragraphs = pairs.map(([old, young]) => compareParagraph(old, young, language));
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

/** The ids that do not stand in a longest common order of both lists. */
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
