import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failedTests } from "./clause-tests.ts";
import type { Mutation } from "./mutations/mutation.ts";

/**
 * Tries mutations one by one, and says of each which sentence noticed it.
 * @param from the first to try, counted from 1
 * @returns whether each was noticed
 */
export function tryMutations(copy: string, all: readonly Mutation[], from: number): boolean {
  const chosen = all.slice(from - 1);
  const clauses = [...new Set(chosen.map(({ clause }) => clause))];
  const sound = failedTests(copy, clauses);
  if (sound.length > 0) throw new Error(`without any mutation these tests fail:\n${sound.join("\n")}`);
  console.log(`${clauses.length} clauses, ${chosen.length} mutations; every test passes without one.`);
  const noticed = chosen.filter((mutation, index) =>
    isNoticed(copy, mutation, `${from + index} of ${all.length}`),
  );
  console.log(`\n${noticed.length} of ${chosen.length} mutations were noticed.`);
  return noticed.length === chosen.length;
}

/** Whether a test of the clause notices the mutation. One that could not be tried was not noticed. */
function isNoticed(copy: string, { clause, breaks, file, find, replace }: Mutation, place: string): boolean {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
  const say = (word: string) => console.log(`${place}  ${word}  ${clause}: no longer ${breaks}`);
  try {
    const [first, ...more] = failedTests(copy, [clause]);
    say(first === undefined ? "SURVIVED" : "noticed");
    if (first) console.log(`        “${first}”${more.length > 0 ? ` and ${more.length} more` : ""}`);
    return first !== undefined;
  } catch (error) {
    say("NOT TRIED");
    console.log(String(error).slice(0, 2000));
    return false;
  } finally {
    writeFileSync(path, source);
  }
}
