import type { Controls } from "../../worker/policy/promises/controls.ts";
import type { ClausePromises, PolicyPromise } from "../../worker/policy/promises/promises.ts";
import type { Language } from "../../worker/web/organization.ts";
import { type Diagnostic, type Place, problem } from "../diagnostic.ts";
import { unconfirmedClauses } from "../promises/confirming.ts";
import { parsedClauses } from "../versions/clauses.ts";
import { openSources, type Tree, type Version } from "../versions/tree.ts";
import type { Checked } from "./checked.ts";

/**
 * Every clause says what it promises or why it promises nothing, for the words that it has now; and every promise is
 * kept by something, or says why by nothing.
 */
export async function checkPromises({ tree, organization }: Checked): Promise<Diagnostic[]> {
  const versions = tree.versions.map(async (version) => [
    ...version.promises.problems,
    ...(await checkTexts(version, organization.languages)),
    ...checkControls(version, tree.controls.data ?? {}),
  ]);
  return [...tree.controls.problems, ...(await Promise.all(versions)).flat(), ...unusedControls(tree)];
}

/** What the texts promise that are not published yet. Clauses go by their title in the first language that has them. */
async function checkTexts(version: Version, order: readonly Language[]): Promise<Diagnostic[]> {
  const { data, file, placeOf, problems } = version.promises;
  const open = openSources(version);
  if (problems.length > 0 || open.length === 0) return [];
  const lastFirst = version.sources.toSorted((a, b) => order.indexOf(b.language) - order.indexOf(a.language));
  const clauses = new Map(
    lastFirst.flatMap((source) =>
      parsedClauses(source).map((clause) => [clause.id, { ...clause, file: source.file }] as const),
    ),
  );
  const missing = [...clauses.values()]
    .filter(({ id }) => !data?.[id])
    .map((clause) => {
      const message = `nobody has said what "${clause.title}" promises: add ${clause.id} to promises.yaml with its promises, or a statement why it makes none`;
      return problem(clause.file, clause.place, "no-promise", message);
    });
  const languages = open.map(({ language }) => language);
  const entries = Object.entries(data ?? {}).flatMap(([id, entry]) => {
    const at = (rule: string, message: string, ...path: (string | number)[]) =>
      problem(file, placeOf(id, ...path), rule, message);
    if (clauses.size > 0 && !clauses.has(id))
      return [at("unknown-clause", `the text has no clause ${id}: correct the id or delete the entry`)];
    return checkEntry(id, entry, languages, at);
  });
  const unconfirmed = (await unconfirmedClauses(version)).map(({ id, languages }) => {
    const message = `"${clauses.get(id)?.title}" has words (${languages.join(", ")}) for which its promises are not confirmed: read both, correct what it promises, then run npm run policy -- promises ${version.date} --confirm ${id}`;
    return problem(file, placeOf(id), "unconfirmed", message);
  });
  return [...missing, ...entries, ...unconfirmed];
}

type At = (rule: string, message: string, ...path: (string | number)[]) => Diagnostic;

function checkEntry(
  id: string,
  { promises, statement }: ClausePromises,
  languages: readonly Language[],
  at: At,
): Diagnostic[] {
  if (promises.length === 0 && !statement) {
    const message = `${id} has neither a promise nor a statement: write what it promises, or as statement why nothing`;
    return [at("no-promise", message)];
  }
  const both =
    promises.length > 0 && statement
      ? [
          at(
            "no-promise",
            `${id} makes promises, so its statement is not true: delete one of them`,
            "statement",
          ),
        ]
      : [];
  return [...both, ...promises.flatMap((promise, index) => checkPromise(promise, index, languages, at))];
}

function checkPromise({ id, says }: PolicyPromise, index: number, languages: readonly Language[], at: At) {
  const missing = languages.filter((language) => !says[language]);
  if (missing.length === 0) return [];
  const message = `${id} is not said in ${missing.join(", ")}: translate the sentence`;
  return [at("promise-language", message, "promises", index, "says")];
}

function checkControls(
  { promises: { data = {}, file, placeOf } }: Version,
  controls: Controls,
): Diagnostic[] {
  const seen = new Set<string>();
  return Object.entries(data).flatMap(([clause, { promises }]) =>
    promises.flatMap(({ id, statement }, index) => {
      const at = (rule: string, message: string, field = "id") => [
        problem(file, placeOf(clause, "promises", index, field) satisfies Place, rule, message),
      ];
      if (seen.has(id))
        return at("duplicate-promise", `the id ${id} is taken by another promise: choose another`);
      seen.add(id);
      if (controls[id] && statement)
        return at("no-control", `controls.yaml says what keeps ${id}: delete the statement`, "statement");
      if (controls[id] || statement) return [];
      const message = `nothing keeps ${id}: name code and tests for it in controls.yaml, or write as its statement why nothing does`;
      return at("no-control", message);
    }),
  );
}

/** Controls of promises that no version makes. */
function unusedControls({ versions, controls: { data = {}, file, placeOf } }: Tree): Diagnostic[] {
  const made = new Set(
    versions.flatMap(({ promises }) =>
      Object.values(promises.data ?? {}).flatMap((clause) => clause.promises.map(({ id }) => id)),
    ),
  );
  return Object.keys(data)
    .filter((id) => !made.has(id))
    .map((id) => {
      const message = `no version promises ${id}: correct the id or delete the entry`;
      return problem(file, placeOf(id), "unused-control", message, "warning");
    });
}
