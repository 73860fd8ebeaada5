import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { dayArgument } from "../../terminal/arguments.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { Refusal } from "../refusal.ts";
import { withFrontMatter } from "../versions/compose-front-matter.ts";
import { lastStanding } from "../versions/tree.ts";
import { writeNew } from "../versions/write.ts";
import { askKind, askSummary, kindOption, summaryOption } from "./change.ts";
import { contextOf, openTree, policyCommand, refuseDate, todayOf } from "./command.ts";

/** Starts a version as a copy of the one before it. */
export function newCommand(terminal: Terminal) {
  return policyCommand("new", "begin a draft that takes effect on a day")
    .description(
      "Copies the version before the day, in all its languages, with its clause ids and what it promises, and leaves a draft to edit. Promises stay confirmed for the clauses whose words stay. Asks for what no option gives.",
    )
    .argument("<date>", "the day on which the draft takes effect", dayArgument)
    .addOption(kindOption())
    .addOption(summaryOption())
    .action(async (date, options) => {
      const context = contextOf(terminal, options);
      const tree = openTree(context);
      refuseDate(date, tree, todayOf(context));
      const before = lastStanding(tree);
      if (!before) throw new Refusal("Nothing is published yet: begin the first version with import.");
      if (tree.versions.some((version) => version.date === date && version.sources.length > 0)) {
        throw new Refusal(`There is a draft for ${date}: edit it, or delete its folder first.`);
      }
      const unreadable = before.sources.flatMap(({ problems }) => problems);
      if (unreadable.length > 0)
        throw new Refusal(`${before.date} cannot be read.`, { diagnostics: unreadable });
      const kind = await askKind(terminal, options.kind);
      const summary = await askSummary(terminal, options.summary);
      for (const { language, text = "" } of before.sources) {
        const path = join(tree.folder, date, `${language}.mdx`);
        writeNew(path, withFrontMatter(text, { kind, summary, shortNotice: undefined }));
        terminal.write(
          `${terminal.paint("green", "made")} ${relative(process.cwd(), path)}, a copy of ${before.date}\n`,
        );
      }
      if (before.promises.isThere) {
        const promises = readFileSync(before.promises.path, "utf8");
        writeNew(join(tree.folder, date, "promises.yaml"), promises);
      }
      if (before.sources.length > 1) terminal.write("Translate the summary in each language.\n");
    });
}
