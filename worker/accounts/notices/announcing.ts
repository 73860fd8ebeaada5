import organization from "../../../content/organization.yaml";
import type { VersionText } from "../../policy/text/version-text.ts";
import { isStanding, stateOf } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import { markWatchers, watchersToTell } from "../../submissions/newsletter/watchers.ts";
import { now } from "../../web/clock.ts";
import type { Language } from "../../web/organization.ts";
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
 * come, to those who were told of it. Nothing is announced while some of them are left.
 */
export async function announceChanges(env: Env, report: RunReport): Promise<void> {
  const at = now(env);
  if (!(await recallWithdrawn(env, at, report))) return;
  const coming = versions.filter(
    (version) => version.kind === "material" && stateOf(versions, version, at) === "upcoming",
  );
  await report.eachAlone("policy: announcing a version", coming, (version) =>
    announce(env, version, at, report),
  );
}

async function announce(env: Env, version: PublishedVersion, at: Date, report: RunReport): Promise<void> {
  const { date, sequence } = version;
  const changes = new Map<Language, Change>();
  for (const { toTell, mark } of audiences) {
    const notice = {
      find: (db, ring, max) => toTell(db, ring, sequence, max),
      mark: (db, ids) => mark(db, ids, sequence),
      mail: `policy/${date}/`,
      prepare: async (languages) => {
        for (const read of new Set([...languages].map((language) => languageRead(version, language))))
          changes.set(read, changes.get(read) ?? (await loadChange(env, version, read)));
      },
      letter: (context, unsubscribe) => {
        const change = changes.get(languageRead(version, context.language));
        if (!change) throw new Error("a language of the version was not loaded");
        return changeLetter(change, context, unsubscribe);
      },
      count: `notices of ${date}`,
    } satisfies Notice;
    await tellEverybody(env, notice, at, report);
  }
}

/** The language in which somebody reads a version: their own, if the site offers the version in it. */
function languageRead({ languages }: PublishedVersion, language: Language): Language {
  const isOffered = organization.languages.includes(language) && languages[language];
  return isOffered ? language : "en";
}

async function loadChange(env: Env, version: PublishedVersion, read: Language): Promise<Change> {
  const earlier = versions.findLast((other) => other.sequence < version.sequence && isStanding(other));
  if (!earlier) throw new Error("a material version changes an earlier one, and there is none");
  const [before, after] = await Promise.all([
    loadText(env, earlier.date, languageRead(earlier, read)),
    loadText(env, version.date, read),
  ]);
  return { before, after };
}

/** A version's text as the build holds it. */
async function loadText(env: Env, date: string, language: Language): Promise<VersionText> {
  const file = await env.ASSETS.fetch(new URL(`/${language}/policy/${date}/clauses.json`, env.ORIGIN));
  if (!file.ok) throw new Error(`the build has no text of ${date} in ${language}`);
  return file.json<VersionText>();
}
