import { getCollection } from "astro:content";
import type { PromisedVersion } from "../worker/keeping/evidence/promised.ts";
import type { VersionText } from "../worker/policy/text/version-text.ts";
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

/** What a version promises in its language, clause by clause. Text outside clauses promises nothing. */
export async function promisedBy({ date, language, sha256, clauses }: VersionText): Promise<PromisedVersion> {
  const known = new Map((await getCollection("promises")).map(({ data }) => [data.id, data.promises]));
  return {
    date,
    language,
    sha256,
    clauses: clauses
      .filter(({ id }) => id !== "")
      .map(({ id, title, number }) => ({
        id,
        title,
        number,
        promises: (known.get(id) ?? []).map(({ says, byHand, code, tests, evidence }) => ({
          says: says[language] ?? says.en ?? "",
          ...(byHand ? { byHand: byHand[language] ?? byHand.en ?? "" } : {}),
          code,
          tests,
          evidence,
        })),
      })),
  };
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
