import organization from "../../../content/organization.yaml";
import { asMail } from "../../mail/letter.ts";
import { listHeaders } from "../../mail/lists.ts";
import type { Letter, LetterContext } from "../../mail/mail.ts";
import { queueMail } from "../../mail/outbox.ts";
import { unsubscribeAddress } from "../../submissions/newsletter/subscribing.ts";
import type { Watcher } from "../../submissions/newsletter/watchers.ts";
import { keyRing } from "../../vault/ring.ts";
import type { KeyRing } from "../../vault/schema.ts";
import type { Language } from "../../web/organization.ts";
import type { RunReport } from "../../web/run-report.ts";

/** People per batch, and batches per audience in one run. The next run continues. */
const maxPeople = 40;

const maxBatches = 10;

/** A mail about a version of the policy, for those of an audience who have not got it. */
export interface Notice {
  /** The next of them. */
  find(db: D1Database, ring: KeyRing, max: number): Promise<Watcher[]>;
  /** What marks them, so that none is found again. */
  mark(db: D1Database, ids: readonly string[]): D1PreparedStatement;
  /** The mail's id up to the recipient's index. */
  mail: string;
  /** Loads what letters in these languages need. */
  prepare?(languages: ReadonlySet<Language>): Promise<void>;
  letter(context: LetterContext, unsubscribe: string | undefined): Letter;
  /** What it counts as in the job's row. */
  count: string;
  /** Whether it comes later than somebody was promised, and what that counts as. */
  late?: { is(person: Watcher): boolean; count: string };
}

/**
 * Queues a notice for everybody who has to get it, batch by batch. A batch holds the mails and the marks of those who get
 * them, so stopping in between loses and repeats none. One whose row does not open is skipped, or it would hold up
 * everybody after it.
 * @returns whether nobody is left
 */
export async function tellEverybody(env: Env, notice: Notice, at: Date, report: RunReport): Promise<boolean> {
  const ring = await keyRing(env);
  for (let batch = 0; batch < maxBatches && report.goesOn(); batch += 1) {
    const found = await notice.find(env.DB, ring, maxPeople);
    if (found.length === 0) return true;
    // Before anybody is opened: without the text nobody is told, and nobody is marked as told.
    await notice.prepare?.(new Set(found.map(({ language }) => language)));
    const mails: D1PreparedStatement[] = [];
    const untold = found.filter(({ isTold }) => !isTold);
    await report.eachAlone("policy: opening a recipient", untold, async (person) => {
      mails.push(await mailTo(env, ring, person, notice, at));
    });
    const ids = found.map(({ id }) => id);
    await env.DB.batch([...mails, notice.mark(env.DB, ids)]);
    report.add(notice.count, mails.length);
    const late = untold.filter((person) => notice.late?.is(person)).length;
    if (notice.late && late > 0) report.add(notice.late.count, late);
  }
  return false;
}

async function mailTo(
  env: Env,
  ring: KeyRing,
  { id, emailIndex, language, open, openWayBack }: Watcher,
  notice: Notice,
  at: Date,
): Promise<D1PreparedStatement> {
  // Whoever asked for it can stop it.
  const token = await openWayBack?.();
  const unsubscribe =
    token === undefined ? undefined : unsubscribeAddress(env, { language, unsubscribe: token });
  const letter = notice.letter({ organization, origin: env.ORIGIN, language }, unsubscribe);
  const headers =
    unsubscribe === undefined
      ? {}
      : listHeaders("policy-changes", { origin: env.ORIGIN, unsubscribe, inbox: organization.email });
  const mail = asMail(`${notice.mail}${emailIndex}`, await open(), letter, { headers });
  return queueMail(env.DB, ring, mail, at, { reader: id });
}
