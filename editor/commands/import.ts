import { basename, join, relative } from "node:path";
import { FrontMatter } from "../../worker/policy/text/front-matter.ts";
import type { Language } from "../../worker/web/organization.ts";
import { importFile } from "../import/import.ts";
import { Refusal, WrongUsage } from "../refusal.ts";
import { parsedClauses } from "../versions/clauses.ts";
import { composeFrontMatter } from "../versions/compose-front-matter.ts";
import type { Tree } from "../versions/tree.ts";
import { writeNew } from "../versions/write.ts";
import { askKind, askSummary, changeOptions } from "./change.ts";
import {
  type Command,
  expectDate,
  expectPositionals,
  languageOf,
  openTree,
  option,
  refuseDate,
  todayOf,
} from "./command.ts";

/** Turns a text file into a draft, word for word. */
export const importCommand: Command = {
  usage: "import FILE --effective DATE [--lang en] [--title TEXT] [--kind KIND] [--summary TEXT]",
  summary: "turn a text file into a draft, word for word",
  help: `FILE is Markdown (.md, .markdown) or plain text with numbered headings such as
"4. Partners". What the site then shows is the text of the file, white space aside: it is
read back and compared before anything is written. Lines after a colon become a list. The
commitments of the version before are copied: make them agree with the text.

  --effective DATE  the day on which the text takes effect
  --lang LANGUAGE   en, zh or ru; the organization's first language if not given
  --title TEXT      title of the page; the file's own if not given
  --kind KIND       material (if not given), clarification or correction
  --summary TEXT    one sentence for the timeline and the feeds`,
  options: {
    effective: { type: "string" },
    lang: { type: "string" },
    title: { type: "string" },
    ...changeOptions,
  },
  async run(context) {
    const [file = ""] = expectPositionals(context, "FILE");
    const effective = option(context, "effective");
    if (effective === undefined) throw new WrongUsage("--effective DATE is missing");
    const date = expectDate(effective);
    const language = languageOf(context);
    const tree = openTree(context);
    refuseDate(date, tree, todayOf(context));
    const path = join(tree.folder, date, `${language}.mdx`);
    const shown = relative(process.cwd(), path);
    const there = tree.versions.find((version) => version.date === date)?.sources ?? [];
    if (there.some((source) => source.language === language)) {
      throw new Refusal(`${shown} is there already: delete it first if the file is to replace it.`);
    }
    const imported = importFile(file, knownIds(tree, language), option(context, "title"));
    if ("rule" in imported) throw new Refusal(`${file} was not imported.`, { diagnostics: [imported] });
    const before = there[0]?.frontMatter ?? lastFrontMatter(tree);
    if (!before)
      throw new Refusal("No published version has commitments to copy: write the first version by hand.");
    const { text, body } = imported;
    const frontMatter = FrontMatter.safeParse({
      title: text.title ?? before.title,
      summary: await askSummary(context, `The text of ${basename(file)}, word for word.`.slice(0, 200)),
      kind: await askKind(context, there[0]?.frontMatter?.kind ?? "material"),
      ...(text.numbered ? {} : { numbered: false }),
      signed: false,
      commitments: before.commitments,
    });
    if (!frontMatter.success) throw new WrongUsage("--title has at most 200 characters");
    const { numbered, ...fields } = frontMatter.data;
    const head = composeFrontMatter(numbered ? fields : { numbered, ...fields });
    if (!writeNew(path, `${head}\n${body}\n`))
      throw new Refusal(`${shown} is there already: nothing was changed.`);
    const { terminal } = context;
    terminal.write(`${terminal.paint("green", "made")} ${shown}: ${text.clauses.length} clauses\n`);
    if (text.title === undefined)
      terminal.write(`  took the title of the version before: give --title for another\n`);
    for (const note of text.notes) terminal.write(`  ${note}\n`);
    return 0;
  },
};

/** Ids of the last published clauses by title, so that a clause that stays keeps its id. */
function knownIds(tree: Tree, language: Language): Map<string, string> {
  const published = tree.versions.filter(({ locked }) => locked).flatMap(({ sources }) => sources);
  const last = published.findLast((source) => source.language === language);
  return new Map(last ? parsedClauses(last).map(({ title, id }) => [title, id]) : []);
}

function lastFrontMatter(tree: Tree): FrontMatter | undefined {
  return tree.versions.findLast(({ locked }) => locked)?.sources.find(({ frontMatter }) => frontMatter)
    ?.frontMatter;
}
