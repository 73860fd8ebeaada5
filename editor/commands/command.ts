import type { ParseArgsOptionsConfig } from "node:util";
import { VersionDate } from "../../worker/policy/versions/version.ts";
import { dayOf } from "../../worker/web/days.ts";
import { Language, type Organization } from "../../worker/web/organization.ts";
import { Refusal, WrongUsage } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { readTree, type Tree } from "../versions/tree.ts";

/** One command of the tool. */
export interface Command {
  usage: string;
  /** One line for the list of commands. */
  summary: string;
  help: string;
  options: ParseArgsOptionsConfig;
  /** @returns the exit code: 0 done, 1 problems found; throws `Refusal` and `WrongUsage` */
  run(context: Context): Promise<0 | 1>;
}

/** What a command is given. */
export interface Context {
  terminal: Terminal;
  organization: Organization;
  folder: string;
  positionals: readonly string[];
  values: Readonly<Record<string, string | boolean | undefined>>;
}

/** The day in the organization's time zone. */
export function todayOf({ terminal, organization }: Context): string {
  return dayOf(terminal.now, organization.timeZone);
}

/** The positional arguments, exactly as many as are named. */
export function expectPositionals({ positionals }: Context, ...names: string[]): string[] {
  const missing = names[positionals.length];
  if (missing) throw new WrongUsage(`${missing} is missing`);
  const extra = positionals[names.length];
  if (extra !== undefined) throw new WrongUsage(`“${extra}” is one argument too many`);
  return [...positionals];
}

/** A text option, undefined where it is not given. */
export function option({ values }: Context, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

export function expectDate(value: string): string {
  if (VersionDate.safeParse(value).success) return value;
  throw new WrongUsage(`“${value}” is no day: write it as YYYY-MM-DD`);
}

/** The language option, else the organization's first language. */
export function languageOf(context: Context): Language {
  const read = Language.safeParse(option(context, "lang") ?? context.organization.languages[0]);
  if (!read.success) throw new WrongUsage(`--lang is one of ${Language.options.join(", ")}`);
  return read.data;
}

/** The versions, when the lock can be read. */
export function openTree({ folder }: Context): Tree {
  const tree = readTree(folder);
  const broken = tree.problems.filter(({ rule }) => rule === "lock");
  if (broken.length > 0) throw new Refusal("The lock cannot be read.", { diagnostics: broken });
  return tree;
}

/** Refuses a day on which no new version can take effect. */
export function refuseDate(date: string, tree: Tree, today: string): void {
  const last = tree.lock.at(-1);
  if (tree.lock.some((version) => version.date === date)) {
    throw new Refusal(
      `${date} is published already, so it cannot change: choose a later day for the change.`,
    );
  }
  if (date < today) throw new Refusal(`${date} has passed: choose a day that is to come.`);
  if (last && date <= last.date) {
    throw new Refusal(
      `${date} is not later than the last published version, ${last.date}: choose a later day.`,
    );
  }
}
