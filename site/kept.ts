import { getCollection } from "astro:content";
import type { Language } from "../worker/web/organization.ts";
import type { ClausePromises } from "./promises.ts";
import { textsOf } from "./texts.ts";

/** A clause with what it is called and all it promises. */
export interface KeptClause extends ClausePromises {
  title: string;
}

/** Every clause that a version has, in the order of the texts; a later version's title is what it is known by. */
export async function keptClauses(language: Language): Promise<KeptClause[]> {
  const titles = new Map(
    (await textsOf(language)).flatMap(({ clauses }) => clauses).map(({ id, title }) => [id, title]),
  );
  const kept = new Map((await getCollection("promises")).map(({ data }) => [data.id, data]));
  return [...titles].flatMap(([id, title]) => {
    const found = kept.get(id);
    return found ? [{ ...found, title }] : [];
  });
}

/** How much stands behind clauses. */
export interface KeptCounts {
  clauses: number;
  promises: number;
  /** One that proves two promises counts once. */
  tests: number;
  /** Promises that people keep, by themselves or with the software. */
  byHand: number;
}

/** Counts what stands behind these clauses. */
export function countsOf(clauses: readonly KeptClause[]): KeptCounts {
  const promises = clauses.flatMap((clause) => clause.promises);
  const tests = promises.flatMap((promise) =>
    Object.entries(promise.tests).flatMap(([file, names]) => names.map((name) => `${file} ${name}`)),
  );
  return {
    clauses: clauses.length,
    promises: promises.length,
    tests: new Set(tests).size,
    byHand: promises.filter(({ byHand }) => byHand).length,
  };
}
