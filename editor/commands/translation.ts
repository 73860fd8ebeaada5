import { isStanding } from "../../worker/policy/versions/history.ts";
import type { Language } from "../../worker/web/organization.ts";
import { check } from "../check/check.ts";
import { Refusal } from "../refusal.ts";
import { lockedText } from "../versions/locked-text.ts";
import { openSources, type Tree } from "../versions/tree.ts";
import { writeLock } from "../versions/write-lock.ts";
import { type Context, isConfirmed } from "./command.ts";
import { countOf, printDiagnostics } from "./print.ts";

/** A translation that is about to become part of a published version. */
interface Translation {
  date: string;
  language: Language;
  /** Whether nobody needs to be asked. */
  isSure: boolean;
  tree: Tree;
  /** The day in the organization's time zone, which the lock notes. */
  today: string;
  context: Context;
}

/** Adds a translation to a published version. The hashes and days of its other languages stay as they are. */
export async function addTranslation({ date, language, isSure, tree, today, context }: Translation) {
  const { terminal, organization } = context;
  const version = tree.versions.find((one) => one.date === date);
  const { locked } = version ?? {};
  if (!version || !locked)
    throw new Refusal(
      `${date} is not published, so all its languages are published with it: leave out --language.`,
    );
  if (!isStanding(locked)) throw new Refusal(`${date} was withdrawn, so it gets no translation.`);
  const before = locked.languages[language];
  if (before) {
    throw new Refusal(
      `${date} has been published in ${language} since ${before.addedOn}, so it cannot change.`,
    );
  }
  const source = openSources(version).find((one) => one.language === language);
  if (!source) throw new Refusal(`There is no ${date}/${language}.mdx: write the translation first.`);
  const files = new Set([source.file, version.promises.file]);
  const problems = (await check({ tree, organization, today, publishing: date })).filter(
    ({ file, rule }) => files.has(file) && rule !== "translation",
  );
  if (countOf(problems, "error") > 0) {
    throw new Refusal(`${language} was not added to ${date}.`, { diagnostics: problems });
  }
  terminal.write(printDiagnostics(problems, terminal));
  if (!isSure && !(await isConfirmed(`Add ${language} to ${date}?`, terminal)))
    throw new Refusal("Nothing was published.");
  const text = await lockedText(source, version.promises, today);
  writeLock(
    tree.folder,
    tree.lock.map((one) =>
      one === locked ? { ...one, languages: { ...one.languages, [language]: text } } : one,
    ),
  );
  terminal.write(`${terminal.paint("green", "published")} ${language} of ${date}\n`);
  terminal.write(`Commit ${tree.lockFile} with the text, then deploy.\n`);
}
