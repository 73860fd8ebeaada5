import { basename, join, relative } from "node:path";
import { addressArgument, dayArgument } from "../../terminal/arguments.ts";
import { WrongUsage } from "../../terminal/problem.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { type ChangeKind, FrontMatter } from "../../worker/policy/text/front-matter.ts";
import type { Language } from "../../worker/web/organization.ts";
import { siteAddresses } from "../check/pages.ts";
import type { ImportedText } from "../import/document.ts";
import { importFile } from "../import/import.ts";
import { composeNoPromises } from "../promises/composing.ts";
import { Refusal } from "../refusal.ts";
import { parsedClauses } from "../versions/clauses.ts";
import { composeFrontMatter } from "../versions/compose-front-matter.ts";
import { firstCommitments } from "../versions/first-version.ts";
import { readSource, type Source } from "../versions/source.ts";
import { standingBefore, type Version } from "../versions/tree.ts";
import { writeNew } from "../versions/write.ts";
import { askKind, askSummary, kindOption, summaryOption } from "./change.ts";
import {
  contextOf,
  languageOf,
  languageOption,
  openTree,
  policyCommand,
  refuseDate,
  todayOf,
} from "./command.ts";
import { plural } from "./print.ts";

/** Turns a text file into a draft, word for word. */
export function importCommand(terminal: Terminal) {
  return policyCommand("import", "turn a text file into a draft, word for word")
    .description(
      `FILE is Markdown (.md, .markdown), an HTML page (.html, .htm), a Word document (.docx), or plain text with headings such as "4. Partners", "Article 4", "第四条" or lines in capitals. What the site then shows is the text of the file, white space aside: it is read back and compared before anything is written, and what a text cannot hold, such as a picture, is listed. Lines after a colon become a list. The commitments of the version that binds until that day are copied: make them agree with the text. Its promises are not: write in promises.yaml what the text promises.`,
    )
    .argument("<file>", "one file")
    .requiredOption("--effective <date>", "the day on which the text takes effect", dayArgument)
    .addOption(languageOption())
    .option("--base <url>", "the address that the text had, for links such as ../terms.html", addressArgument)
    .option("--title <text>", "title of the page; the file's own if not given")
    .addOption(kindOption())
    .addOption(summaryOption())
    .action(async (file, options) => {
      const context = contextOf(terminal, options);
      const language = languageOf(context, options.lang);
      const tree = openTree(context);
      refuseDate(options.effective, tree, todayOf(context));
      const path = join(tree.folder, options.effective, `${language}.mdx`);
      const shown = relative(process.cwd(), path);
      const there = tree.versions.find(({ date }) => date === options.effective)?.sources ?? [];
      if (there.some((source) => source.language === language)) {
        throw new Refusal(`${shown} already exists: delete it first if the file is to replace it.`);
      }
      const dates = tree.versions.map(({ date }) => date);
      const until = standingBefore(options.effective, tree);
      const imported = await importFile(file, {
        known: knownIds(until, language),
        twins: twinIds(there, language),
        title: options.title,
        links: { base: options.base, isPage: siteAddresses(context.organization, dates) },
      });
      if ("rule" in imported) throw new Refusal(`${file} was not imported.`, { diagnostics: [imported] });
      const { text, body } = imported;
      const before = there[0]?.frontMatter ?? frontMatterOf(until);
      const head = headOf(text, before, {
        summary: await askSummary(terminal, options.summary, wordForWord(file)),
        kind: await kindOf(terminal, options.kind, there[0]?.frontMatter, before),
      });
      for (const note of notesOf(text, before)) terminal.write(`  ${note}\n`);
      if (!writeNew(path, `${head}\n${body}\n`))
        throw new Refusal(`${shown} already exists: nothing was changed.`);
      terminal.write(
        `${terminal.paint("green", "made")} ${shown}: ${plural(text.clauses.length, "clause")}\n`,
      );
      const promises = join(tree.folder, options.effective, "promises.yaml");
      if (writeNew(promises, composeNoPromises(parsedClauses(readSource(path, options.effective, language)))))
        terminal.write(
          `${terminal.paint("green", "made")} ${relative(process.cwd(), promises)}: no promises yet\n`,
        );
    });
}

/** What an editor should know before the draft is written. */
function notesOf({ title, notes }: ImportedText, before: FrontMatter | undefined): readonly string[] {
  const taken = title === undefined && before ? [titleTaken] : [];
  return [...taken, ...notes, ...(before ? [] : [suggested])];
}

const titleTaken = "took the title of the version before: give --title for another";
const suggested = "suggested commitments: make them and the text agree";

/** The kind of the draft: its other languages', or as given or asked; the first version changes nothing. */
async function kindOf(
  terminal: Terminal,
  given: ChangeKind | undefined,
  twin: FrontMatter | undefined,
  before: FrontMatter | undefined,
): Promise<ChangeKind> {
  if (!before || twin?.kind === "first") return "first";
  return askKind(terminal, given, twin?.kind ?? "material");
}

function wordForWord(file: string): string {
  return `The text of ${basename(file)}, word for word.`.slice(0, 200);
}

/** The front matter of a draft, with the previous version's commitments. */
function headOf(
  text: ImportedText,
  before: FrontMatter | undefined,
  change: Pick<FrontMatter, "summary" | "kind">,
): string {
  const read = FrontMatter.safeParse({
    title: text.title ?? before?.title ?? "Privacy policy",
    ...change,
    ...(text.numbered ? {} : { numbered: false }),
    signed: false,
    commitments: before?.commitments ?? firstCommitments(),
  });
  if (!read.success) throw new WrongUsage("--title has at most 200 characters");
  const { numbered, ...fields } = read.data;
  return composeFrontMatter(numbered ? fields : { numbered, ...fields });
}

/** Ids of the clauses that bind until the draft does, by title, so that a clause that stays keeps its id. */
function knownIds(until: Version | undefined, language: Language): Map<string, string> {
  const last = until?.sources.find((source) => source.language === language);
  return new Map(last ? parsedClauses(last).map(({ title, id }) => [title, id]) : []);
}

/** Ids of the clauses of a version's first text in another language. A translation has the same, in the same order. */
function twinIds(there: readonly Source[], language: Language): string[] | undefined {
  const [twin] = there.filter((source) => source.language !== language);
  return twin && parsedClauses(twin).map(({ id }) => id);
}

function frontMatterOf(version: Version | undefined): FrontMatter | undefined {
  return version?.sources.find(({ frontMatter }) => frontMatter)?.frontMatter;
}
