import { dayArgument } from "../../terminal/arguments.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { unconfirmedClauses } from "../promises/confirming.ts";
import { confirmFor, stateForAll } from "../promises/editing.ts";
import { promisesAsText } from "../promises/listing.ts";
import { Refusal } from "../refusal.ts";
import { openSources, type Tree, type Version } from "../versions/tree.ts";
import { type Context, contextOf, languageOf, languageOption, openTree, policyCommand } from "./command.ts";

/** Shows what a version promises, and confirms it for the words that its clauses have now. */
export function promisesCommand(terminal: Terminal) {
  return policyCommand("promises", "show what a version promises, or confirm it for the words of its clauses")
    .description(
      "Prints for each clause what it promises, what keeps that, and whether somebody has confirmed it for the words that the clause has now. Whoever confirms has read the clause and its promises in promises.yaml, and they agree.",
    )
    .argument("<date>", "the version", dayArgument)
    .option("--confirm [clauses...]", "confirm these clauses, or all that have a promise or a statement")
    .option("--statement <reason>", "why the clauses that have no promise yet make none, for all of them")
    .addOption(languageOption())
    .action(async (date, { confirm, statement, ...options }) => {
      const context = contextOf(terminal, options);
      if (statement !== undefined)
        stateForAll(draftOf(date, context), { [languageOf(context, options.lang)]: statement });
      if (confirm !== undefined)
        await confirmFor(draftOf(date, context), confirm === true ? undefined : confirm);
      const { version, tree } = versionOf(date, context);
      const unconfirmed = await unconfirmedClauses(version);
      const ids = new Set(unconfirmed.map(({ id }) => id));
      terminal.write(promisesAsText(version, tree.controls.data ?? {}, ids, terminal));
    });
}

/** A version whose promises may still change. */
function draftOf(date: string, context: Context): Version {
  const { version } = versionOf(date, context);
  if (openSources(version).length === 0)
    throw new Refusal(`${date} is published, and so is what it promises: promise more in a new version.`);
  return version;
}

function versionOf(date: string, context: Context): { version: Version; tree: Tree } {
  const tree = openTree(context);
  const version = tree.versions.find((one) => one.date === date);
  if (!version) throw new Refusal(`There is no version ${date}: see policy status.`);
  const { file, problems } = version.promises;
  if (problems.length > 0) throw new Refusal(`${file} cannot be read.`, { diagnostics: problems });
  return { version, tree };
}
