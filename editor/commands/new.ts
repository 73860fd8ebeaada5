import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { dayArgument } from "../../terminal/arguments.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { FrontMatter } from "../../worker/policy/text/front-matter.ts";
import { isStanding } from "../../worker/policy/versions/history.ts";
import { composeNoPromises } from "../promises/composing.ts";
import { Refusal } from "../refusal.ts";
import { parsedClauses } from "../versions/clauses.ts";
import { withFrontMatter } from "../versions/compose-front-matter.ts";
import { composeFirstVersion, firstWords } from "../versions/first-version.ts";
import { readSource } from "../versions/source.ts";
import type { Tree, Version } from "../versions/tree.ts";
import { writeNew } from "../versions/write.ts";
import { askKind, askSummary, kindOption, summaryOption } from "./change.ts";
import {
  type Context,
  contextOf,
  languageOf,
  openTree,
  policyCommand,
  refuseDate,
  todayOf,
} from "./command.ts";

/** Starts a version as a copy of the one before it, or the first one from nothing. */
export function newCommand(terminal: Terminal) {
  return policyCommand("new", "begin a draft that takes effect on a day")
    .description(
      "Copies the text before the day, published or draft, in all its languages, with its clause ids and what it promises, and leaves a draft to edit. Promises stay confirmed for the clauses whose words stay. Where there is none yet, it begins the first version. Asks for what no option gives.",
    )
    .argument("<date>", "the day on which the draft takes effect", dayArgument)
    .addOption(kindOption())
    .addOption(summaryOption())
    .action(async (date, options) => {
      const context = contextOf(terminal, options);
      const tree = openTree(context);
      refuseDate(date, tree, todayOf(context));
      if (tree.versions.some((version) => version.date === date && version.sources.length > 0)) {
        throw new Refusal(`There is a draft for ${date}: edit it, or delete its folder first.`);
      }
      const before = lastBefore(date, tree);
      if (!before) {
        const otherwise = firstWords(languageOf(context, undefined)).summary;
        const summary = await askSummary(terminal, options.summary, otherwise);
        return beginFirst(date, summary, tree, context);
      }
      const unreadable = before.sources.flatMap(({ problems }) => problems);
      if (unreadable.length > 0)
        throw new Refusal(`${before.date} cannot be read.`, { diagnostics: unreadable });
      const kind = tree.lock.length === 0 ? "first" : await askKind(terminal, options.kind);
      const summary = await askSummary(terminal, options.summary);
      copy(before, date, { kind, summary }, { terminal, folder: tree.folder });
    });
}

function copy(
  before: Version,
  date: string,
  change: Pick<FrontMatter, "kind" | "summary">,
  { terminal, folder }: Pick<Context, "terminal" | "folder">,
): void {
  const name = before.locked ? before.date : `the draft ${before.date}`;
  for (const { language, text = "" } of before.sources) {
    const path = join(folder, date, `${language}.mdx`);
    writeNew(path, withFrontMatter(text, { ...change, shortNotice: undefined }));
    say(terminal, path, `, a copy of ${name}`);
  }
  if (before.promises.isThere) {
    const path = join(folder, date, "promises.yaml");
    writeNew(path, readFileSync(before.promises.path, "utf8"));
    say(terminal, path, `, a copy of ${name}`);
  }
  if (before.sources.length > 1) terminal.write("Translate the summary in each language.\n");
}

/** The last text before a day that may be copied: a version that stands, or a draft. */
function lastBefore(date: string, { versions }: Tree): Version | undefined {
  return versions.findLast(
    ({ date: day, locked, sources }) =>
      day < date && sources.length > 0 && (locked === undefined || isStanding(locked)),
  );
}

function beginFirst(date: string, summary: string, tree: Tree, context: Context): void {
  const { terminal } = context;
  const language = languageOf(context, undefined);
  const path = join(tree.folder, date, `${language}.mdx`);
  writeNew(path, composeFirstVersion(language, { summary }));
  const promises = join(tree.folder, date, "promises.yaml");
  writeNew(promises, composeNoPromises(parsedClauses(readSource(path, date, language))));
  say(terminal, path, ": the first version, to be written");
  say(terminal, promises, ": no promises yet");
  terminal.write("Its periods are a suggestion: make the commitments and the text agree.\n");
}

function say(terminal: Terminal, path: string, words: string): void {
  terminal.write(`${terminal.paint("green", "made")} ${relative(process.cwd(), path)}${words}\n`);
}
