import { Option } from "@commander-js/extra-typings";
import { dayArgument } from "../../terminal/arguments.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { compareVersions } from "../../worker/policy/compare/comparison.ts";
import { isStanding } from "../../worker/policy/versions/history.ts";
import type { PublishedVersion } from "../../worker/policy/versions/version.ts";
import { startOfDay } from "../../worker/web/days.ts";
import { bindingLanguage, Language } from "../../worker/web/organization.ts";
import { check } from "../check/check.ts";
import { asText } from "../diff/text.ts";
import { Refusal } from "../refusal.ts";
import { clauseTexts } from "../versions/clause-texts.ts";
import { lockedText } from "../versions/locked-text.ts";
import type { Source } from "../versions/source.ts";
import { standingBefore, type Tree, type Version } from "../versions/tree.ts";
import { writeLock } from "../versions/write-lock.ts";
import {
  type Context,
  contextOf,
  isConfirmed,
  openTree,
  policyCommand,
  refuseDate,
  todayOf,
} from "./command.ts";
import { printPublished } from "./pdf.ts";
import { countOf, printDiagnostics } from "./print.ts";
import { addTranslation } from "./translation.ts";

/** Locks a draft: from then on its text never changes. */
export function publishCommand(terminal: Terminal) {
  return policyCommand("publish", "lock a draft, so that it takes effect on its day and never changes")
    .description(
      "Checks the draft, shows what changes against the version before, asks, and writes the hash of each language with the rest of its entry into the lock. Its text never changes after that: a correction is a new version, and one that is still to come can only be withdrawn. Commit the folder and versions.json together.",
    )
    .argument("<date>", "the day on which the draft takes effect", dayArgument)
    .option("--yes", "do not ask")
    .option("--no-pdf", "leave the PDF for later, where no Chromium runs")
    .addOption(
      new Option(
        "--language <language>",
        "add this translation to a version that is published; what is locked stays as it is",
      ).choices(Language.options),
    )
    .action(async (date, { language, ...options }) => {
      const context = contextOf(terminal, options);
      const tree = openTree(context);
      const today = todayOf(context);
      if (language) {
        await addTranslation({ date, language, isSure: options.yes === true, tree, today, context });
        if (options.pdf) await printPublished(date, context);
        return;
      }
      refuseDate(date, tree, today);
      const version = tree.versions.find((one) => one.date === date);
      if (!version) throw new Refusal(`There is no draft for ${date}: see policy status.`);
      await refuseProblems(version, tree, today, context);
      terminal.write(differenceFrom(tree, version, context));
      if (date > today && !tree.lock.some(isStanding)) terminal.complain(noneBefore(date));
      terminal.complain(laterThan(date, tree));
      if (!options.yes && !(await isConfirmed(`Publish ${date}?`, terminal)))
        throw new Refusal("Nothing was published.");
      const entry = await entryOf(version, tree, today, context);
      writeLock(tree.folder, inOrder([...tree.lock, entry]));
      terminal.write(
        `${terminal.paint("green", "published")} version ${entry.sequence}, in effect from ${entry.effectiveAt}\n`,
      );
      if (options.pdf) await printPublished(date, context);
      terminal.write(`Commit ${tree.lockFile} with the texts, then deploy.\n`);
    });
}

/** The lock names versions in the order in which they take effect; their numbers are that of publishing. */
function inOrder(versions: readonly PublishedVersion[]): PublishedVersion[] {
  return versions.toSorted((one, other) => one.date.localeCompare(other.date, "en"));
}

/** What a site without a version in force does. */
function noneBefore(date: string): string {
  return `No version is in force before ${date}: until then the site shows this text and how to reach you, and takes no forms.\n`;
}

/** What is still to come after a version that takes effect before it. It was written without that change. */
function laterThan(date: string, tree: Tree): string {
  const later = tree.lock.filter((one) => one.date > date && isStanding(one));
  if (later.length === 0) return "";
  const days = later.map((one) => one.date).join(", ");
  return `${days} takes effect later, and does not know of this change: if it should, withdraw it and publish it anew.\n`;
}

/** Problems of other drafts do not matter here. */
async function refuseProblems(version: Version, tree: Tree, today: string, context: Context): Promise<void> {
  const { terminal, organization } = context;
  const others = tree.versions.filter((one) => !one.locked && one !== version);
  const otherFiles = new Set(
    others.flatMap(({ sources, promises }) => [promises.file, ...sources.map(({ file }) => file)]),
  );
  const all = await check({ tree, organization, today, publishing: version.date });
  const problems = all.filter(({ file }) => !otherFiles.has(file));
  if (countOf(problems, "error") > 0)
    throw new Refusal(`${version.date} was not published.`, { diagnostics: problems });
  terminal.write(printDiagnostics(problems, terminal));
}

function differenceFrom(tree: Tree, { date, sources }: Version, { organization, terminal }: Context): string {
  const before = standingBefore(date, tree);
  const language = bindingLanguage(organization);
  const texts = (all: readonly Source[]) => {
    const source = all.find((one) => one.language === language);
    return (source && clauseTexts(source)) ?? [];
  };
  const comparison = compareVersions(texts(before?.sources ?? []), texts(sources), language);
  return `${asText(comparison, terminal)}\n`;
}

async function entryOf(
  { date, sources, promises }: Version,
  tree: Tree,
  today: string,
  { organization }: Context,
): Promise<PublishedVersion> {
  const ordered = organization.languages.flatMap((language) =>
    sources.filter((one) => one.language === language),
  );
  const locked = ordered.map(
    async (source) => [source.language, await lockedText(source, promises, today)] as const,
  );
  const frontMatter = ordered[0]?.frontMatter;
  if (!frontMatter) throw new Error(`${date} passed its check without front matter`);
  const { kind, summary, shortNotice, commitments } = frontMatter;
  return {
    date,
    sequence: tree.lock.length + 1,
    effectiveAt: startOfDay(date, organization.timeZone).toISOString(),
    publishedOn: today,
    kind,
    state: { is: "published" },
    summary,
    ...(shortNotice && { shortNotice }),
    languages: Object.fromEntries(await Promise.all(locked)),
    commitments,
  };
}
