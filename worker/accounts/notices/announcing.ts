import organization from "../../../content/organization.yaml";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import type { VersionText } from "../../policy/text/version-text.ts";
import { stateOf } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import { oneClickHeaders } from "../../submissions/newsletter/letters.ts";
import { unsubscribeAddress } from "../../submissions/newsletter/subscribing.ts";
import { markWatchersTold, type Watcher, watchersToTell } from "../../submissions/newsletter/watchers.ts";
import { keyRing } from "../../vault/ring.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { now } from "../../web/clock.ts";
import type { Language } from "../../web/organization.ts";
import type { RunReport } from "../../web/run-report.ts";
import { type Change, changeLetter } from "./letters.ts";
import { accountsToTell, markTold } from "./recipients.ts";

/** People per batch, and batches per version in one run. The next run continues. */
const maxPeople = 40;

const maxBatches = 10;

/**
 * Announces each material version to come to everybody with an account and to whoever asked for notices, once, in
 * their language. A batch holds the
 * mails and the marks of those who get them, so stopping in between loses and repeats none, and whoever registers later
 * is found too.
 */
export async function announceChanges(env: Env, report: RunReport): Promise<void> {
  const at = now(env);
  const coming = versions.filter(
    (version) => version.kind === "material" && stateOf(versions, version, at) === "upcoming",
  );
  await report.eachAlone("policy: announcing a version", coming, (version) =>
    announce(env, version, at, report),
  );
}

/** People who have to be told of a version, and what marks them as told. */
interface Audience {
  next: typeof watchersToTell;
  mark: typeof markWatchersTold;
}

const audiences: readonly Audience[] = [
  { next: accountsToTell, mark: markTold },
  { next: watchersToTell, mark: markWatchersTold },
];

async function announce(env: Env, version: PublishedVersion, at: Date, report: RunReport): Promise<void> {
  const changes = new Map<Language, Change>();
  for (const audience of audiences) await tell(env, audience, version, changes, at, report);
}

async function tell(
  env: Env,
  { next, mark }: Audience,
  version: PublishedVersion,
  changes: Map<Language, Change>,
  at: Date,
  report: RunReport,
): Promise<void> {
  const ring = await keyRing(env);
  for (let batch = 0; batch < maxBatches; batch += 1) {
    const found = await next(env.DB, ring, version.sequence, maxPeople);
    if (found.length === 0) return;
    // Before anybody is opened: without the text nobody is told, and nobody is marked as told.
    for (const read of new Set(found.map(({ language }) => languageRead(version, language))))
      changes.set(read, changes.get(read) ?? (await loadChange(env, version, read, at)));
    const mails: D1PreparedStatement[] = [];
    const untold = found.filter(({ isTold }) => !isTold);
    // One whose row does not open is skipped, or it would hold up everybody after it.
    await report.eachAlone("policy: opening a recipient", untold, async (person) => {
      const change = changes.get(languageRead(version, person.language));
      if (!change) throw new Error("a language of the version was not loaded");
      // Whoever asked for it can stop it.
      const token = await person.openWayBack?.();
      const unsubscribe =
        token === undefined
          ? undefined
          : unsubscribeAddress(env, { language: person.language, unsubscribe: token });
      mails.push(await mailTo(env, ring, person, change, unsubscribe, at));
    });
    const ids = found.map(({ id }) => id);
    await env.DB.batch([...mails, mark(env.DB, ids, version.sequence)]);
    report.add(`notices of ${version.date}`, mails.length);
  }
}

async function mailTo(
  env: Env,
  ring: KeyRing,
  { id, emailIndex, language, open }: Watcher,
  change: Change,
  unsubscribe: string | undefined,
  at: Date,
): Promise<D1PreparedStatement> {
  const letter = changeLetter(change, { organization, origin: env.ORIGIN, language }, unsubscribe);
  const headers = unsubscribe === undefined ? {} : oneClickHeaders(unsubscribe);
  const mail = asMail(`policy/${change.after.date}/${emailIndex}`, await open(), letter, { headers });
  return queueMail(env.DB, ring, mail, at, { reader: id });
}

/** The language in which somebody reads a version: their own, if the site offers the version in it. */
function languageRead({ languages }: PublishedVersion, language: Language): Language {
  const isOffered = organization.languages.includes(language) && languages[language];
  return isOffered ? language : "en";
}

const standing: ReadonlySet<string> = new Set(["superseded", "in-force", "upcoming"]);

async function loadChange(env: Env, version: PublishedVersion, read: Language, at: Date): Promise<Change> {
  const earlier = versions.findLast(
    (other) => other.sequence < version.sequence && standing.has(stateOf(versions, other, at)),
  );
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
