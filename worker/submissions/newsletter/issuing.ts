import organization from "../../../content/organization.yaml";
import { queueMail } from "../../mail/outbox.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import { now } from "../../web/clock.ts";
import { reach } from "../../web/reach.ts";
import { finishIssue, moveIssue, nextIssue, type WaitingIssue } from "./issues.ts";
import { mailOfIssue } from "./letters.ts";
import { unsubscribeAddress } from "./subscribing.ts";
import { readersAfter } from "./subscriptions.ts";

/** So many readers are put into the outbox in one batch, and so many batches in one run. */
const mostReaders = 40;

const mostBatches = 10;

/**
 * Goes on with the issues that have readers left: everybody who has confirmed the newsletter in the language of an
 * issue. They are put into the outbox batch by batch, so that a stop in between loses none and repeats none.
 */
export async function queueIssues(env: Env): Promise<void> {
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const issue = await reach("newsletter: reading an issue", nextIssue(env.DB));
    if (!issue) return;
    await queueBatch(env, issue);
  }
}

async function queueBatch(env: Env, { position, ...issue }: WaitingIssue): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const ring = await keyRing(env);
  const reading = readersAfter(db, ring, issue.language, position, mostReaders);
  const readers = await reach("newsletter: reading readers", reading);
  const mails = await Promise.all(
    readers.map(async (reader) => {
      const unsubscribe = await unsubscribeAddress(env, reader);
      // By the address and not by the subscription: who leaves and comes back meanwhile is the same reader.
      const id = `issue/${issue.id}/${await emailIndex(ring, reader.email)}`;
      const mail = mailOfIssue(id, issue, reader.email, { organization, origin: env.ORIGIN, unsubscribe });
      return queueMail(db, ring, mail, at, { reader: reader.reference });
    }),
  );
  const last = readers.at(-1);
  const moved = last ? [moveIssue(db, issue.id, last.reference, readers.length)] : [];
  const finished = readers.length < mostReaders ? [finishIssue(db, issue.id, at)] : [];
  await reach("newsletter: queueing", db.batch([...mails, ...moved, ...finished]));
}
