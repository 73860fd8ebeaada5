import { Option } from "@commander-js/extra-typings";
import { mdxToMdast } from "satteri";
import type { Terminal } from "../../terminal/terminal.ts";
import { compareVersions } from "../../worker/policy/compare/comparison.ts";
import type { ClauseText } from "../../worker/policy/text/version-text.ts";
import { VersionDate } from "../../worker/policy/versions/version.ts";
import type { Language } from "../../worker/web/organization.ts";
import { asHtml } from "../diff/html.ts";
import { asList, asStat, asText } from "../diff/text.ts";
import { importFile } from "../import/import.ts";
import { Refusal } from "../refusal.ts";
import { clauseTexts, clauseTextsIn } from "../versions/clause-texts.ts";
import { parsedClauses } from "../versions/clauses.ts";
import { readSource, type Source } from "../versions/source.ts";
import { lastStanding, type Tree, type Version } from "../versions/tree.ts";
import { contextOf, languageOf, languageOption, openTree, policyCommand } from "./command.ts";

/** Compares two versions as the site does. */
export function diffCommand(terminal: Terminal) {
  const version = "a version by its date, or a file: .mdx, plain text or Markdown as import reads them";
  return policyCommand("diff", "compare two versions clause by clause and word by word")
    .description(
      "Compares two versions as the site does. Words that went stand in [-…-], words that came in {+…+}.",
    )
    .argument("<a>", version)
    .argument("<b>", version)
    .addOption(new Option("--stat", "how many words each clause lost and gained").conflicts(["list", "html"]))
    .addOption(new Option("--list", "the clauses that differ, and how").conflicts("html"))
    .option("--html", "the comparison as an HTML page")
    .addOption(languageOption())
    .action(async (a, b, options) => {
      const context = contextOf(terminal, options);
      const tree = openTree(context);
      const language = languageOf(context, options.lang);
      const named = tree.versions.find(({ date }) => date === a || date === b);
      const beside = named ?? lastStanding(tree);
      const texts = (name: string) => textsOf(name, { tree, beside, language });
      const comparison = compareVersions(await texts(a), await texts(b), language);
      if (options.html) terminal.write(asHtml(comparison, a, b, language));
      else if (options.stat) terminal.write(asStat(comparison, terminal));
      else if (options.list) terminal.write(asList(comparison, terminal));
      else terminal.write(asText(comparison, terminal));
    });
}

/** What is compared: of a file, with the version `beside` it, whose clauses keep their ids. */
interface Compared {
  tree: Tree;
  beside: Version | undefined;
  language: Language;
}

/** What a reader sees of a version or file. Refuses what cannot be read. */
async function textsOf(name: string, { tree, beside, language }: Compared): Promise<ClauseText[]> {
  if (!VersionDate.safeParse(name).success) return fileTexts(name, beside, language);
  const source = tree.versions
    .find(({ date }) => date === name)
    ?.sources.find((one) => one.language === language);
  if (!source) throw new Refusal(`There is no version ${name} in ${language}: see policy status.`);
  return textsIn(source);
}

async function fileTexts(
  path: string,
  beside: Version | undefined,
  language: Language,
): Promise<ClauseText[]> {
  if (path.endsWith(".mdx")) return textsIn(readSource(path, "", language));
  const before = beside?.sources.find((source) => source.language === language);
  const commitments = beside?.locked?.commitments ?? before?.frontMatter?.commitments;
  if (!commitments) throw new Refusal("No version is published yet, so there is nothing to compare with.");
  const known = new Map(before && parsedClauses(before).map(({ title, id }) => [title, id]));
  const imported = await importFile(path, { known, links: { base: undefined, isPage: () => true } });
  if ("rule" in imported) throw new Refusal(`${path} cannot be compared.`, { diagnostics: [imported] });
  return clauseTextsIn([mdxToMdast(imported.body)], commitments, language);
}

function textsIn(source: Source): ClauseText[] {
  const texts = clauseTexts(source);
  if (!texts) throw new Refusal(`${source.file} cannot be compared.`, { diagnostics: source.problems });
  return texts;
}
