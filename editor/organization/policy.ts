import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Terminal } from "../../terminal/terminal.ts";
import { isPursuedBy } from "../../worker/web/belongings.ts";
import { bindingLanguage, type Organization } from "../../worker/web/organization.ts";
import { composeNoPromises } from "../promises/composing.ts";
import { confirmFor, stateForAll } from "../promises/editing.ts";
import { parsedClauses } from "../versions/clauses.ts";
import { composeFirstVersion, firstCommitments, firstWords } from "../versions/first-version.ts";
import { readSource } from "../versions/source.ts";
import { readTree, type Version } from "../versions/tree.ts";
import { writeNew } from "../versions/write.ts";

/**
 * Begins an organization's first version, in each of its languages, for what it offers.
 * @param folder the folder of versions, without one
 * @returns the day on which it would take effect
 */
export async function beginPolicy(
  folder: string,
  organization: Organization,
  date: string,
  terminal: Terminal,
): Promise<string> {
  const { purposes, ...others } = firstCommitments();
  const pursued = purposes.filter((one) => isPursuedBy(organization, "purposes", one));
  const commitments = { ...others, purposes: pursued };
  for (const language of organization.languages) {
    const path = join(folder, date, `${language}.mdx`);
    writeNew(path, composeFirstVersion(language, { commitments }));
    terminal.write(
      `${terminal.paint("green", "made")} ${relative(process.cwd(), path)}: the first version, to be written\n`,
    );
  }
  const language = bindingLanguage(organization);
  const source = readSource(join(folder, date, `${language}.mdx`), date, language);
  writeFileSync(join(folder, date, "promises.yaml"), composeNoPromises(parsedClauses(source)));
  const version = () => readTree(folder).versions.find((one) => one.date === date) as Version;
  const reasons = organization.languages.map((one) => [one, firstWords(one).statement]);
  stateForAll(version(), Object.fromEntries(reasons));
  await confirmFor(version(), undefined);
  return date;
}
