import organization from "../../../content/organization.yaml";
import type { VersionText } from "../../policy/text/version-text.ts";
import { predecessorOf, stateOf } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { lastDayOfNotice } from "../../policy/versions/notice.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import { markWatchers, watchersToTell } from "../../submissions/newsletter/watchers.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { Fault } from "../../web/fault.ts";
import { bindingLanguage, type Language } from "../../web/organization.ts";
import type { RunReport } from "../../web/run-report.ts";
import { type Change, changeLetter } from "./letters.ts";
import { recallWithdrawn } from "./recalling.ts";
import { accountsToTell, markAccounts } from "./recipients.ts";
import { type Notice, tellEverybody } from "./telling.ts";

/** Who has to be told of a version: everybody with an account, and whoever asked for it. */
const audiences = [
  { toTell: accountsToTell, mark: markAccounts },
  { toTell: watchersToTell, mark: markWatchers },
] as const;

/**
 * Announces each material version to come to everybody with an account and to whoever asked for notices, once, in their
 * language; whoever registers later is found too. First it says of each version that was withdrawn that it will not
 * come, to those who were told of it. Nothing is announced while some of them are left. Accounts that get fewer days than
 * the version before promised are counted as late.
 */
export async function announceChanges(env: Env, report: RunReport): Promise<void> {
  const at = now(env);
  if (!(await recallWithdrawn(env, at, report))) return;
  // In the order of their numbers, because an account remembers the highest that it was told of.
  const coming = versions
    .filter((version) => version.kind === "material" && stateOf(versions, version, at) === "upcoming")
    .toSorted((one, other) => one.sequence - other.sequence);
  await report.eachAlone("policy: announcing a version", coming, (version) =>
    announce(env, version, at, report),
  );
}

async function announce(env: Env, version: PublishedVersion, at: Date, report: RunReport): Promise<void> {
  const { date, sequence } = version;
  const changes = new Map<Language, Change>();
  const earlier = versionBefore(version);
  for (const { toTell, mark } of audiences) {
    const notice = {
      find: (db, ring, max) => toTell(db, ring, sequence, max),
      mark: (db, ids) => mark(db, ids, sequence),
      mail: `policy/${date}/`,
      prepare: async (languages) => {
        for (const read of new Set([...languages].map((language) => languageRead(version, language))))
          changes.set(read, changes.get(read) ?? (await loadChange(env, earlier, version, read)));
      },
      letter: (context, unsubscribe) => {
        const change = changes.get(languageRead(version, context.language));
        if (!change) throw new Fault("a language of the version was not loaded");
        return changeLetter(change, context, unsubscribe);
      },
      count: `notices of ${date}`,
      late: { is: ({ since }) => isLate(version, earlier, since, at), count: `late for ${date}` },
    } satisfies Notice;
    await tellEverybody(env, notice, at, report);
  }
}

/** The language in which somebody reads a version: their own, if the site offers the version in it. */
function languageRead({ languages }: PublishedVersion, language: Language): Language {
  const isOffered = organization.languages.includes(language) && languages[language];
  return isOffered ? language : bindingLanguage(organization);
}

/** The version that another one changes, and that promised how many days ahead it says so. */
function versionBefore(version: PublishedVersion): PublishedVersion {
  const earlier = predecessorOf(versions, version);
  if (!earlier) throw new Fault("a material version changes an earlier one, and there is none");
  return earlier;
}

/** Whether an account that was there in time is told of a version too late for the notice promised before. */
function isLate(
  { date }: PublishedVersion,
  { commitments }: PublishedVersion,
  since: Date | undefined,
  at: Date,
): boolean {
  const due = lastDayOfNotice(date, commitments.noticeDays);
  const day = (instant: Date) => dayOf(instant, organization.timeZone);
  return since !== undefined && day(at) > due && day(since) <= due;
}

async function loadChange(
  env: Env,
  earlier: PublishedVersion,
  version: PublishedVersion,
  read: Language,
): Promise<Change> {
  const [before, after] = await Promise.all([
    loadText(env, earlier.date, languageRead(earlier, read)),
    loadText(env, version.date, read),
  ]);
  return { before, after };
}

/** A version's text as the build holds it. */
async function loadText(env: Env, date: string, language: Language): Promise<VersionText> {
  const file = await env.ASSETS.fetch(new URL(`/${language}/policy/${date}/clauses.json`, env.ORIGIN));
  if (!file.ok) throw new Fault(`the build has no text of ${date} in ${language}`);
  return file.json<VersionText>();
}
