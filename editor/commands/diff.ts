import { mdxToMdast } from "satteri";
import { compareVersions } from "../../worker/policy/compare/comparison.ts";
import type { ClauseText } from "../../worker/policy/text/version-text.ts";
import { VersionDate } from "../../worker/policy/versions/version.ts";
import { asHtml } from "../diff/html.ts";
import { asList, asStat, asText } from "../diff/text.ts";
import { importFile } from "../import/import.ts";
import { Refusal, WrongUsage } from "../refusal.ts";
import { clauseTexts, clauseTextsIn } from "../versions/clause-texts.ts";
import { parsedClauses } from "../versions/clauses.ts";
import { readSource, type Source } from "../versions/source.ts";
import type { Tree } from "../versions/tree.ts";
import { type Command, type Context, expectPositionals, languageOf, openTree } from "./command.ts";

/** Compares two versions as the site does. */
export const diffCommand: Command = {
  usage: "diff A B [--stat | --list | --html] [--lang en]",
  summary: "compare two versions clause by clause and word by word",
  help: `A and B are the dates of versions, or files: a text of a version (.mdx), plain text or
Markdown as import reads them. Words that went stand in [-…-], words that came in {+…+}.

  --stat           how many words each clause lost and gained
  --list           the clauses that differ, and how
  --html           the comparison as an HTML page
  --lang LANGUAGE  en, zh or ru; the organization's first language if not given`,
  options: {
    stat: { type: "boolean" },
    list: { type: "boolean" },
    html: { type: "boolean" },
    lang: { type: "string" },
  },
  async run(context) {
    const [a = "", b = ""] = expectPositionals(context, "A", "B");
    const forms = ["stat", "list", "html"].filter((name) => context.values[name] === true);
    if (forms.length > 1) throw new WrongUsage("--stat, --list and --html exclude each other");
    const tree = openTree(context);
    const language = languageOf(context);
    const { terminal } = context;
    const comparison = compareVersions(textsOf(a, tree, context), textsOf(b, tree, context), language);
    if (forms[0] === "html") terminal.write(asHtml(comparison, a, b, language));
    else if (forms[0] === "stat") terminal.write(asStat(comparison, terminal));
    else if (forms[0] === "list") terminal.write(asList(comparison, terminal));
    else terminal.write(asText(comparison, terminal));
    return 0;
  },
};

/** What a reader sees of a version or file; refuses what cannot be read. */
function textsOf(name: string, tree: Tree, context: Context): ClauseText[] {
  const language = languageOf(context);
  if (!VersionDate.safeParse(name).success) return fileTexts(name, tree, context);
  const source = tree.versions
    .find(({ date }) => date === name)
    ?.sources.find((one) => one.language === language);
  if (!source) throw new Refusal(`There is no version ${name} in ${language}: see policy status.`);
  return textsIn(source);
}

function fileTexts(path: string, tree: Tree, context: Context): ClauseText[] {
  const language = languageOf(context);
  if (path.endsWith(".mdx")) return textsIn(readSource(path, "", language));
  const published = tree.versions.findLast(({ locked }) => locked);
  const before = published?.sources.find((source) => source.language === language);
  const commitments = published?.locked?.commitments;
  if (!commitments) throw new Refusal("Nothing is published to compare with.");
  const known = new Map(before && parsedClauses(before).map(({ title, id }) => [title, id]));
  const imported = importFile(path, known);
  if ("rule" in imported) throw new Refusal(`${path} cannot be compared.`, { diagnostics: [imported] });
  return clauseTextsIn([mdxToMdast(imported.body)], commitments, language);
}

function textsIn(source: Source): ClauseText[] {
  const texts = clauseTexts(source);
  if (!texts) throw new Refusal(`${source.file} cannot be compared.`, { diagnostics: source.problems });
  return texts;
}
