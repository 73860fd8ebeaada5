import { existsSync } from "node:fs";
import { Command, Option } from "@commander-js/extra-typings";
import type { Terminal } from "../../terminal/terminal.ts";
import { dayOf } from "../../worker/web/days.ts";
import { bindingLanguage, Language, type Organization } from "../../worker/web/organization.ts";
import { readOrganization } from "../organization-file.ts";
import { Refusal } from "../refusal.ts";
import { readTree, type Tree } from "../versions/tree.ts";

/** What a command of the tool works with. */
export interface Context {
  terminal: Terminal;
  organization: Organization;
  folder: string;
}

/** Starts a command of the tool. Each can be told where versions and the organization are. */
export function policyCommand(name: string, summary: string) {
  return new Command(name)
    .summary(summary)
    .option("--folder <dir>", "the folder of versions", process.env.POLICY_FOLDER ?? "content/policy")
    .option("--organization <file>", "who publishes (default: content/organization.yaml)")
    .addHelpText("after", "\nExit codes: 0 done, 1 refused or problems found, 2 not understood.");
}

/** What a command works with, according to its options. */
export function contextOf(
  terminal: Terminal,
  { folder, organization: file }: { folder: string; organization?: string },
): Context {
  if (!existsSync(folder)) throw new Refusal(`There is no folder ${folder}: name the folder of versions.`);
  try {
    return { terminal, organization: readOrganization(file), folder };
  } catch (error) {
    throw new Refusal(`The organization cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** The day in the organization's time zone. */
export function todayOf({ terminal, organization }: Context): string {
  return dayOf(terminal.now, organization.timeZone);
}

/** The option that names a language. */
export function languageOption() {
  const words = "the organization's first language if not given";
  return new Option("--lang <language>", words).choices(Language.options);
}

/** The language that was named, or the organization's first. */
export function languageOf({ organization }: Context, named: Language | undefined): Language {
  return named ?? bindingLanguage(organization);
}

/** The versions, if the lock can be read. */
export function openTree({ folder }: Context): Tree {
  const tree = readTree(folder);
  const broken = tree.problems.filter(({ rule }) => rule === "lock");
  if (broken.length > 0) throw new Refusal("The lock cannot be read.", { diagnostics: broken });
  return tree;
}

/** Asks before something is published for good. */
export async function isConfirmed(question: string, terminal: Terminal): Promise<boolean> {
  if (!terminal.isInteractive) throw new Refusal("Nobody can confirm here: pass --yes to publish.");
  const answer = await terminal.ask(`${question} Its text can never change after that. (yes/no) `);
  return /^y(?:es)?$/i.test(answer);
}

/** Refuses a day on which no new version can take effect. */
export function refuseDate(date: string, tree: Tree, today: string): void {
  const [oldest] = tree.lock;
  if (tree.lock.some((version) => version.date === date)) {
    throw new Refusal(
      `${date} is published already, so it cannot change: choose another day for the change.`,
    );
  }
  if (date < today) throw new Refusal(`${date} has passed: choose a day that is to come.`);
  if (oldest && date < oldest.date) {
    throw new Refusal(`${date} is before the first version, ${oldest.date}: choose a later day.`);
  }
}
