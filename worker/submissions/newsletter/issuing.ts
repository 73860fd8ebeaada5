import organization from "../../../content/organization.yaml";
import { queueMail } from "../../mail/outbox.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { keyRing } from "../../vault/ring.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { emailIndex } from "../../vault/sealing.ts";
import { now } from "../../web/clock.ts";
import { offers } from "../../web/offers.ts";
import type { RunReport } from "../../web/run-report.ts";
import type { Issue, Subscription } from "./form.ts";
import { finishIssue, moveIssue, type WaitingIssue, waitingIssues } from "./issues.ts";
import { mailOfIssue } from "./letters.ts";
import { unsubscribeAddress } from "./subscribing.ts";
import { readersAfter } from "./subscriptions.ts";

/** Readers per batch, batches per issue in one run, and issues per run. */
const maxReaders = 40;

const maxBatches = 10;

const maxIssues = 10;

/**
 * Continues the issues that have readers left. Everybody who has confirmed the newsletter in an issue's language goes
 * into the outbox batch by batch, so that stopping in between loses and repeats none. Skips a reader whose row does not
 * open.
 */
export async function queueIssues(env: Env, report: RunReport): Promise<void> {
  const inForce = versionInForce(versions, now(env));
  // Consents stay under a new version, unless it no longer names what they were given for.
  if (!inForce?.commitments.purposes.includes("newsletter") || !offers("newsletter")) return;
  const issues = await waitingIssues(env.DB, now(env), maxIssues);
  await report.eachAlone("newsletter: queueing an issue", issues, (issue) => queueIssue(env, issue, report));
}

async function queueIssue(env: Env, { position, ...issue }: WaitingIssue, report: RunReport): Promise<void> {
  let after: string | undefined = position;
  for (let batch = 0; batch < maxBatches && after !== undefined && report.goesOn(); batch += 1)
    after = await queueBatch(env, issue, after, report);
}

/** Queues an issue for the readers after a given one. Gives the last of them; undefined when there are no more. */
async function queueBatch(
  env: Env,
  issue: Issue,
  after: string,
  report: RunReport,
): Promise<string | undefined> {
  const db = env.DB;
  const at = now(env);
  const ring = await keyRing(env);
  const found = await readersAfter(db, ring, issue.language, after, maxReaders);
  const readers: Subscription[] = [];
  await report.eachAlone("newsletter: opening a reader", found, async ({ open }) => {
    readers.push(await open());
  });
  const mails = await Promise.all(readers.map((reader) => mailTo(env, ring, issue, reader, at)));
  const last = found.at(-1);
  const moved = last ? [moveIssue(db, issue.id, last.reference, mails.length)] : [];
  const finished = found.length < maxReaders ? [finishIssue(db, issue.id, at)] : [];
  await db.batch([...mails, ...moved, ...finished]);
  report.add("mails", mails.length);
  return found.length < maxReaders ? undefined : last?.reference;
}

async function mailTo(
  env: Env,
  ring: KeyRing,
  issue: Issue,
  reader: Subscription,
  at: Date,
): Promise<D1PreparedStatement> {
  const unsubscribe = unsubscribeAddress(env, reader);
  // By address, not by subscription: whoever leaves and comes back meanwhile is the same reader.
  const id = `issue/${issue.id}/${await emailIndex(ring, reader.email)}`;
  const mail = mailOfIssue(id, issue, reader.email, { organization, origin: env.ORIGIN, unsubscribe });
  return queueMail(env.DB, ring, mail, at, { reader: reader.reference });
}
