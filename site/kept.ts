import { getCollection } from "astro:content";
import type { Language } from "../worker/web/organization.ts";
import type { ClausePromises } from "./promises.ts";
import { textsOf } from "./texts.ts";

/** A clause with its title and everything it promises. */
export interface KeptClause extends ClausePromises {
  title: string;
}

/** Every clause of any version, in the order of the texts, under its latest title. */
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
  /** A test that proves two promises counts once. */
  tests: number;
  /** Promises that people keep, alone or with the software. */
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
