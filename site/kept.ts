import { getCollection } from "astro:content";
import { EvidenceId } from "../worker/keeping/evidence/kinds.ts";
import type { Promised, PromisedVersion } from "../worker/keeping/evidence/promised.ts";
import type { Control } from "../worker/policy/promises/controls.ts";
import type { PolicyPromise, Said } from "../worker/policy/promises/promises.ts";
import type { VersionText } from "../worker/policy/text/version-text.ts";
import type { Language } from "../worker/web/organization.ts";

/** What a version promises in its language, clause by clause. Text outside clauses promises nothing. */
export async function promisedBy({ date, language, sha256, clauses }: VersionText): Promise<PromisedVersion> {
  const promised = (await getCollection("promises")).find(({ id }) => id === date)?.data ?? {};
  const controls = new Map((await getCollection("controls")).map(({ id, data }) => [id, data]));
  return {
    date,
    language,
    sha256,
    clauses: clauses
      .filter(({ id }) => id !== "")
      .map(({ id, title, number }) => {
        const { promises = [], statement } = promised[id] ?? {};
        return {
          id,
          title,
          number,
          ...(statement && { statement: inWords(statement, language) }),
          promises: promises.map((promise) => keptPromise(promise, controls.get(promise.id), language)),
        };
      }),
  };
}

function keptPromise(
  { says, statement }: PolicyPromise,
  control: Control | undefined,
  language: Language,
): Promised {
  return {
    says: inWords(says, language),
    ...(control?.byHand && { byHand: inWords(control.byHand, language) }),
    ...(statement && { statement: inWords(statement, language) }),
    code: control?.code ?? [],
    tests: control?.tests ?? {},
    evidence: EvidenceId.array().parse(control?.evidence ?? []),
  };
}

function inWords(said: Said, language: Language): string {
  return said[language] ?? said.en ?? "";
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

/** Counts what stands behind a version. Statements are no promises. */
export function countsOf({ clauses }: PromisedVersion): KeptCounts {
  const promises = clauses.flatMap((clause) => clause.promises).filter(({ statement }) => !statement);
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
