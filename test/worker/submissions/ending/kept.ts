import { env } from "cloudflare:workers";
import { insertConsents } from "../../../../worker/forms/consents/adding.ts";
import { insertSubmission } from "../../../../worker/forms/intake/submissions.ts";
import { placeHold } from "../../../../worker/lifetimes/holds.ts";
import { queueMail } from "../../../../worker/mail/outbox.ts";
import type { PublishedVersion } from "../../../../worker/policy/versions/version.ts";
import { insertMessage } from "../../../../worker/submissions/contact/messages.ts";
import { confirmRequest, insertRequest } from "../../../../worker/submissions/data-request/requests.ts";
import { insertStep } from "../../../../worker/submissions/data-request/steps.ts";
import { endSubmissions } from "../../../../worker/submissions/ending/sweep.ts";
import { insertFeedback } from "../../../../worker/submissions/feedback/feedback.ts";
import { insertOrder } from "../../../../worker/submissions/order/orders.ts";
import { insertStatus } from "../../../../worker/submissions/status/changes.ts";
import type { Status } from "../../../../worker/submissions/status/status.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { consent } from "../../../fixtures/consent.ts";

const db = env.DB;
export const email = "li.wei@example.org";

/** A form that keeps something of its own. */
export type Kept = "contact" | "order" | "feedback" | "data-request";

/** What was sent, when, and what became of it when. */
export interface Sent {
  reference: string;
  form: Kept;
  receivedAt: string;
  became?: [Status, string];
  isQuarantined?: boolean;
}

/** Stores a submission with its consent, its mail and its history, as the form and staff leave them. */
export async function stored({
  reference,
  form,
  receivedAt,
  became,
  isQuarantined = false,
}: Sent): Promise<void> {
  const ring = await keyRing(env);
  const at = new Date(receivedAt);
  const who = { name: "Li Wei", email, phone: "", address: "" };
  const sure = {
    consent: "yes" as const,
    newsletter: "" as const,
    age: "of-age" as const,
    country: "" as const,
    guardian: "" as const,
  };
  const about = { ...sure, topic: "question" as const, message: "Do you ship?" };
  const order = { goods: "Apricots", quantity: "2 tonnes", delivery: "Almaty", company: "" };
  const inserts = {
    contact: () => insertMessage(db, ring, reference, { ...who, ...about }, "en", at),
    order: () => insertOrder(db, ring, reference, { ...sure, ...who, ...order }, "en", at),
    feedback: () =>
      insertFeedback(
        db,
        ring,
        reference,
        { ...sure, rating: "4", topic: "goods", feedback: "Good", email },
        "en",
        at,
      ),
    "data-request": () =>
      insertRequest(
        db,
        ring,
        reference,
        { kind: "see", about: "", name: "Li Wei", email, details: "" },
        "en",
        at,
      ),
  };
  const plain = { language: "en" as const, suspicions: [], newsletter: false };
  const mail = { id: `${reference}/received`, to: email, subject: "s", text: "t", html: "h", headers: {} };
  await db.batch([
    insertSubmission(db, { reference, form, receivedAt: at, isQuarantined, ...plain }),
    await inserts[form](),
    ...(await insertConsents(env, [
      { ...consent, id: `${reference}/support`, subject: reference, recordedAt: at },
    ])),
    await queueMail(db, ring, mail, at),
  ]);
  if (!became) return;
  const [status, changedAt] = became;
  const last = { reference, changedAt: new Date(changedAt), changedBy: "U-1", note: "Yes." };
  if (form === "data-request") await carriedOut(reference, last.changedAt);
  const path = form === "order" ? pathTo(status) : [status];
  const changes = path.map((one, index) => ({ ...last, status: one, position: index + 1 }));
  await db.batch(await Promise.all(changes.map((change) => insertStatus(db, ring, change))));
}

/** The steps by which an order comes to a status. */
function pathTo(status: Status): Status[] {
  const steps: Status[] = ["offered", "confirmed", "preparing", "shipped", "completed"];
  const last = steps.indexOf(status);
  return last < 0 ? [status] : steps.slice(0, last + 1);
}

/** What staff do before a request to see is closed. */
async function carriedOut(reference: string, at: Date): Promise<void> {
  const ring = await keyRing(env);
  const steps = (["identified", "searched", "granted", "exported"] as const).map((step, index) =>
    insertStep(db, ring, { reference, position: index + 1, step, at, by: "U-1", note: "", found: {} }),
  );
  await db.batch([confirmRequest(db, reference, at), ...(await Promise.all(steps))]);
}

/** Holds a submission, an account or an address. */
export async function held(subject: string, isSilent = false): Promise<void> {
  const about = { reason: "A court asks", placedBy: "U-9", reviewAt: "2030-01-01", isSilent };
  const hold = {
    id: `H-${subject}`,
    subjects: [subject],
    placedAt: new Date("2026-11-25T10:00:00Z"),
    ...about,
  };
  await db.batch(await placeHold(db, await keyRing(env), hold));
}

/** The bindings at an instant. */
export function at(instant: string, DB = db): Env {
  return { ...env, DB, CLOCK_SHIFT_MS: String(Date.parse(instant) - Date.now()) };
}

/** How many rows of each table name a reference. */
export async function traces(reference: string): Promise<Record<string, number>> {
  const { results } = await db
    .prepare(
      `select 'submissions' as name, count(*) as count from submissions where reference = ?1
       union all select 'rows', (select count(*) from contact_messages where reference = ?1)
         + (select count(*) from orders where reference = ?1) + (select count(*) from feedback where reference = ?1)
         + (select count(*) from data_requests where reference = ?1)
       union all select 'history', count(*) from status_events where reference = ?1
       union all select 'mail', count(*) from outbox where id glob ?1 || '/*'
       union all select 'given', count(*) from current_consents where subject = ?1 and event = 'given'`,
    )
    .bind(reference)
    .all<{ name: string; count: number }>();
  return Object.fromEntries(results.map(({ name, count }) => [name, count]));
}

/** Runs the sweep at an instant, and says what it counted of a kind: erased, and held back. */
export async function sweep(
  instant: string,
  kind: string,
  published: readonly PublishedVersion[],
  DB = env.DB,
) {
  const report = new RunReport();
  await endSubmissions(at(instant, DB), report, [...published]);
  return [report.counts[kind], report.counts[`held ${kind}`]];
}
