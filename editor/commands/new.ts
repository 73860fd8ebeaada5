import { join, relative } from "node:path";
import { Refusal } from "../refusal.ts";
import { withFrontMatter } from "../versions/compose-front-matter.ts";
import { writeNew } from "../versions/write.ts";
import { askKind, askSummary, changeOptions } from "./change.ts";
import { type Command, expectDate, expectPositionals, openTree, refuseDate, todayOf } from "./command.ts";

/** Begins a version as a copy of the one before it. */
export const newCommand: Command = {
  usage: "new DATE [--kind KIND] [--summary TEXT]",
  summary: "begin a draft that takes effect on DATE",
  help: `Copies the version that is in force on the eve of DATE, in all its languages and with
its clause ids, and leaves a draft to edit. Asks for what no flag gives.

  --kind KIND     material (asks for agreement anew), clarification or correction
  --summary TEXT  one sentence for the timeline and the feeds, at most 200 characters`,
  options: changeOptions,
  async run(context) {
    const [day = ""] = expectPositionals(context, "DATE");
    const date = expectDate(day);
    const tree = openTree(context);
    refuseDate(date, tree, todayOf(context));
    const before = tree.versions.findLast(({ locked }) => locked);
    if (!before) throw new Refusal("Nothing is published yet: begin the first version with import.");
    if (tree.versions.some((version) => version.date === date && version.sources.length > 0)) {
      throw new Refusal(`There is a draft for ${date}: edit it, or delete its folder first.`);
    }
    const unreadable = before.sources.flatMap(({ problems }) => problems);
    if (unreadable.length > 0)
      throw new Refusal(`${before.date} cannot be read.`, { diagnostics: unreadable });
    const kind = await askKind(context);
    const summary = await askSummary(context);
    const { terminal } = context;
    for (const { language, text = "" } of before.sources) {
      const path = join(tree.folder, date, `${language}.mdx`);
      writeNew(path, withFrontMatter(text, { kind, summary, shortNotice: undefined }));
      terminal.write(
        `${terminal.paint("green", "made")} ${relative(process.cwd(), path)}, a copy of ${before.date}\n`,
      );
    }
    if (before.sources.length > 1) terminal.write("Translate the summary in each language.\n");
    return 0;
  },
};
