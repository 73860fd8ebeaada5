import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseDocument } from "yaml";
import type { Terminal } from "../../terminal/terminal.ts";
import { isPursuedBy } from "../../worker/web/belongings.ts";
import { bindingLanguage, type Organization } from "../../worker/web/organization.ts";
import { composeNoPromises } from "../promises/composing.ts";
import { confirmFor, stateForAll } from "../promises/editing.ts";
import { parsedClauses } from "../versions/clauses.ts";
import { composeFirstVersion, firstCommitments } from "../versions/first-version.ts";
import { frontMatterOf } from "../versions/front-matter.ts";
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
  const purposes = firstCommitments().purposes.filter((one) => isPursuedBy(organization, "purposes", one));
  for (const language of organization.languages) {
    const path = join(folder, date, `${language}.mdx`);
    writeNew(path, withPurposes(composeFirstVersion("The first version."), purposes));
    terminal.write(
      `${terminal.paint("green", "made")} ${relative(process.cwd(), path)}: the first version, to be written\n`,
    );
  }
  const language = bindingLanguage(organization);
  const source = readSource(join(folder, date, `${language}.mdx`), date, language);
  writeFileSync(join(folder, date, "promises.yaml"), composeNoPromises(parsedClauses(source)));
  const version = () => readTree(folder).versions.find((one) => one.date === date) as Version;
  stateForAll(version(), "It is not written yet.", language);
  await confirmFor(version(), undefined);
  return date;
}

function withPurposes(source: string, purposes: readonly string[]): string {
  const block = frontMatterOf(source) ?? "";
  const document = parseDocument(block);
  document.setIn(["commitments", "purposes"], document.createNode(purposes, { flow: true }));
  return source.replace(block, () => document.toString({ lineWidth: 0, flowCollectionPadding: false }));
}
