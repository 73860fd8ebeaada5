import type { Comparison, Run } from "./changes.ts";

/** What two versions of a text differ in, as numbers. */
export interface Amount {
  /** Words that went or came, in texts and titles. A word that replaces another counts twice. */
  words: number;
  /** Paragraphs that went or came whole. */
  paragraphs: number;
}

/** How much differs between two versions. */
export function amountOf({ clauses }: Comparison): Amount {
  const paragraphs = clauses.flatMap((clause) => clause.paragraphs);
  const runs = clauses
    .flatMap(({ title, paragraphs }) => [title, ...paragraphs.map(({ runs }) => runs)])
    .flat();
  return {
    words: wordsIn(runs, "removed") + wordsIn(runs, "added"),
    paragraphs: paragraphs.filter(({ kind }) => kind === "added" || kind === "removed").length,
  };
}

/** How many words runs of one kind have, by white space; characters in a script without it. */
export function wordsIn(runs: readonly Run[], kind: Run["kind"]): number {
  const texts = runs.filter((run) => run.kind === kind).map(({ text }) => text);
  return texts.join(" ").match(/\p{Script=Han}|[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu)?.length ?? 0;
}
