import { type Erasure, keptErasuresFrom, subjectIndexOf } from "../../lifetimes/erasure.ts";
import {
  allErasures,
  insertErasures,
  knownAddressesAfter,
  knownSubmissionsAfter,
  moveSubmission,
  moveSubmissions,
  newestErasure,
} from "../../lifetimes/erasures.ts";
import { copyHolds } from "../../lifetimes/held-erasures.ts";
import { moveMail } from "../../mail/outbox.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { keyRing } from "../../vault/ring.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { blindIndex } from "../../vault/sealing.ts";
import { now } from "../../web/clock.ts";
import { logWarning } from "../../web/log.ts";
import type { RunReport } from "../../web/run-report.ts";
import { accountsOf } from "../engine/users.ts";
import { eraseClient } from "./erasing.ts";

/** Addresses per round trip. */
const maxAtOnce = 5000;

/**
 * Compares the erasures in the database with the ledger outside it. A database that was restored to an earlier state
 * has forgotten some; whoever was erased since then is erased again.
 */
export async function replayErasures(env: Env, report: RunReport): Promise<void> {
  const ledger = env.ERASURES.getByName("ledger");
  const [here, there] = await Promise.all([newestErasure(env.DB), ledger.newest()]);
  if (here === there) return;
  const known = await allErasures(env.DB);
  const at = now(env);
  const keptFrom = keptErasuresFrom(versionInForce(versions, at)?.commitments, at);
  const forgotten = await ledger.exchange(known, keptFrom.toISOString());
  if (forgotten.length === 0) return;
  logWarning("erasures: the database was restored; erasing again", { count: forgotten.length });
  await eraseAgain(env, forgotten, report);
  report.add("erasures", forgotten.length);
  // Recorded last and all at once, so that a run that was stopped, or set one aside, starts over.
  if (report.setAside === 0 && !report.isUnfinished) await insertErasures(env.DB, forgotten).run();
}

async function eraseAgain(env: Env, forgotten: readonly Erasure[], report: RunReport): Promise<void> {
  const db = env.DB;
  const ring = await keyRing(env);
  const erasedAt = new Map(forgotten.map((erasure) => [erasure.subjectIndex, erasure.erasedAt]));
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = await knownAddressesAfter(db, after, maxAtOnce);
    await report.eachAlone("erasures: setting apart what was sent by then", page, async (index) => {
      const subject = await subjectIndexOf(ring, index);
      const until = erasedAt.get(subject);
      if (until !== undefined) await setApart(env, index, subject, until);
    });
    after = page.length < maxAtOnce ? undefined : page.at(-1);
  }
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = await knownSubmissionsAfter(db, after, maxAtOnce);
    await report.eachAlone("erasures: setting a record apart", page, async (reference) => {
      const subject = await subjectIndexOf(ring, reference);
      if (erasedAt.has(subject)) await moveSubmission(db, reference, await apart(ring, subject)).run();
    });
    after = page.length < maxAtOnce ? undefined : page.at(-1);
  }
  await report.eachAlone("erasures: erasing again", forgotten, async ({ subjectIndex }) =>
    eraseClient(env, { userId: "", emailIndex: await apart(ring, subjectIndex) }, "again"),
  );
}

/** What came later stays: it belongs to somebody who has come back, or to the address's new owner. */
async function setApart(env: Env, index: string, subject: string, until: string): Promise<void> {
  const db = env.DB;
  const emailIndex = await apart(await keyRing(env), subject);
  await db.batch([
    copyHolds(db, index, emailIndex),
    moveSubmissions(db, index, emailIndex, until),
    moveMail(db, index, emailIndex, until),
  ]);
  for (const userId of await accountsOf(db, index, until))
    await eraseClient(env, { userId, emailIndex }, "again");
}

/** A blind index that no address has, to file what is about to be erased under. */
function apart(ring: KeyRing, subject: string): Promise<string> {
  return blindIndex(ring, "apart", subject);
}
