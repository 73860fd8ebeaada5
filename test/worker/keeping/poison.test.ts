import { env } from "cloudflare:workers";
import { strFromU8, unzipSync } from "fflate";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { insertDisclosure } from "../../../worker/accounts/disclosures/disclosures.ts";
import { insertEvent } from "../../../worker/accounts/disclosures/events.ts";
import { putDraft } from "../../../worker/accounts/drafts/drafts.ts";
import type { Holdings } from "../../../worker/accounts/own/held.ts";
import { insertSuspension } from "../../../worker/accounts/suspension/suspensions.ts";
import { jobs } from "../../../worker/keeping/jobs.ts";
import { runJobs } from "../../../worker/keeping/running.ts";
import { sealedTables } from "../../../worker/keeping/sealed-tables.ts";
import { placeHold } from "../../../worker/lifetimes/holds.ts";
import { exports } from "../../../worker/staff/exports/exports.ts";
import { insertNote } from "../../../worker/submissions/answering/notes.ts";
import { insertStep } from "../../../worker/submissions/data-request/steps.ts";
import { insertOffer } from "../../../worker/submissions/order/offers.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import { answers } from "../../fixtures/answers.ts";
import { settled } from "../../workerd/afterwards.ts";
import { ask, fillIn, lastShown, makeSignedIn, routesBelow } from "../site.ts";

const [email, password] = ["li@example.org", "seven dried apricots"];
const db = env.DB;

interface People {
  client: { userId: string; cookie: string };
  owner: { userId: string; cookie: string };
  references: Readonly<Record<string, string>>;
}

/** A client with something in every sealed table, and the owner, who works on it. */
async function everything(): Promise<People> {
  const ring = await keyRing(env);
  const client = await makeSignedIn(email, password);
  const owner = await makeSignedIn("owner@example.org", password);
  await settled();
  await db
    .prepare("update users set role = 'owner', two_factor_enabled = 1 where id = ?1")
    .bind(owner.userId)
    .run();
  // Mail stays, so that it can be spoilt.
  await db.exec(
    "create trigger mail_stays before update of attempts on outbox begin select raise(ignore); end",
  );
  for (const form of ["contact", "order", "feedback", "data-request", "newsletter"] as const)
    await fillIn(form, `/en/${form}/`, { ...answers[form], email });
  // Two of each, because the other has to go on.
  await fillIn("contact", "/en/contact/", { ...answers.contact, email, message: "And raisins?" });
  await fillIn("order", "/en/order/", { ...answers.order, email, goods: "Raisins" });
  await fillIn("contact", "/en/contact/", {
    ...answers.contact,
    age: "with-guardian",
    guardian: "parent@example.org",
  });
  const { cookie } = client;
  const next = { email: "later@example.org", password };
  await fillIn("new-address", "/en/account/security/email/", next, cookie);
  await fillIn("two-factor", "/en/account/security/two-factor/", { password }, cookie);
  await settled();
  await db.prepare("update data_requests set confirmed_at = received_at").run();
  const { results } = await db.prepare("select reference, form from submissions").all<{
    reference: string;
    form: string;
  }>();
  const references = Object.fromEntries(results.map(({ reference, form }) => [form, reference]));
  const page = `/staff/inbox/${references.contact}/`;
  await ask(`${page}answer/`, {
    cookie: owner.cookie,
    fields: { answer: "Yes, we do.", position: "1" },
  });
  const at = new Date();
  const proposal = {
    reference: "R-AAAA-BBBB-CCCC",
    kind: "order",
    language: "en",
    recipient: "District court",
    basis: "Article 57",
    paper: "",
    reason: "Ordered.",
    fields: ["name"],
    records: [references.order ?? ""],
    proposedBy: client.userId,
    proposedAt: at,
  } as const;
  const emailIndex = (
    await db.prepare("select email_index from users where id = ?1").bind(client.userId).first<{
      email_index: string;
    }>()
  )?.email_index;
  const event = { disclosure: proposal.reference, position: 1, at, by: owner.userId };
  await db.batch([
    ...(await insertDisclosure(db, ring, proposal, { emailIndex: emailIndex ?? "", answerHash: undefined })),
    await insertEvent(db, ring, { ...event, step: "proposed", note: "A note" }),
    ...(await placeHold(db, ring, {
      id: proposal.reference,
      subjects: ["M-0000"],
      reason: "Ordered.",
      isSilent: false,
      placedBy: owner.userId,
      placedAt: at,
      reviewAt: "2020-01-01",
    })),
    db.prepare("update disclosures set told_at = ?1").bind(at.toISOString()),
    db
      .prepare("update submissions set status = 'answered', status_at = ?2 where reference = ?1")
      .bind(references.contact, at.toISOString()),
    await insertOffer(db, ring, {
      id: `${references.order}/2`,
      reference: references.order ?? "",
      position: 2,
      price: "CNY 412,000",
      terms: "30 days net.",
      holdsUntil: "2099-12-31",
      madeAt: at,
    }),
    await insertStep(db, ring, {
      reference: references["data-request"] ?? "",
      position: 1,
      step: "identified",
      at,
      by: owner.userId,
      note: "Passport seen.",
      found: {},
    }),
    await insertNote(db, ring, {
      id: "N-0000",
      reference: references.contact ?? "",
      writtenAt: at,
      writtenBy: owner.userId,
      note: "Called twice.",
    }),
    await insertSuspension(db, ring, {
      userId: client.userId,
      by: owner.userId,
      suspension: { reason: "A doubt.", told: "We check it.", reviewOn: "2099-01-01", suspendedAt: at },
    }),
    ...(await putDraft(db, ring, {
      id: "draft",
      owner: owner.userId,
      page,
      action: `${page}answer/`,
      values: { answer: "We will" },
      why: "draft",
      savedAt: at,
      endsAt: new Date(at.getTime() + 86_400_000),
    })),
  ]);
  return { client, owner, references: { ...references, disclosures: proposal.reference } };
}

/** Spoils one row of every table with sealed columns, in every column that holds something. */
async function spoilOneOfEach(): Promise<void> {
  for (const { table, row, columns } of sealedTables) {
    const spoilt = columns
      .map(
        (column) =>
          `${column} = iif(${column} is null, null, 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB')`,
      )
      .join(", ");
    const { meta } = await db
      .prepare(
        `update ${table} set ${spoilt} where ${row} = (
           select ${row} from ${table} where ${columns.join(" is not null or ")} is not null order by ${row} limit 1)`,
      )
      .run();
    expect([table, meta.changes]).toEqual([table, 1]);
  }
}

describe("one row of every sealed table that does not open", () => {
  let people: People;

  beforeEach(async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    people = await everything();
    await spoilOneOfEach();
  });

  it("stops no job: each ends, and says what it set aside", async () => {
    for (const days of [0, 1, 40, 400]) {
      const later = { ...env, CLOCK_SHIFT_MS: String(days * 86_400_000) };
      await runJobs(later, jobs);
    }
    const { results } = await db
      .prepare("select name, counts from job_runs where result = 'failed'")
      .all<{ name: string; counts: string }>();
    const thrown = results.filter(({ counts }) => !("set aside" in JSON.parse(counts)));
    expect(thrown.map(({ name }) => name)).toEqual([]);
  });

  it("hides no other row from its owner, who reads that one is missing", async () => {
    const { cookie } = people.client;
    const pages = routesBelow(/^\/:lang\{[^}]*\}\/account\//).filter(
      ({ method, path }) => method === "GET" && !path.includes(":"),
    );
    expect(pages.length).toBeGreaterThan(8);
    for (const { path } of pages) {
      const answer = await ask(path, { cookie });
      expect([path, answer.status < 400]).toEqual([path, true]);
    }
    await ask("/en/account/orders/", { cookie });
    expect(lastShown()).toMatch(/value:not-opened/);
    const { holdings } = (JSON.parse(lastShown()) as Record<string, { holdings: Holdings }>)[
      "page:/[lang]/account/orders/"
    ] as { holdings: Holdings };
    expect([holdings.orders.length, holdings.messages.length]).toEqual([1, 1]);
    const file = await fillIn("export", "/en/account/export/", { password }, cookie);
    expect(file.status).toBe(200);
    const data = unzipSync(new Uint8Array(await file.arrayBuffer()))["data.json"];
    const { notOpened } = JSON.parse(strFromU8(data ?? new Uint8Array())) as { notOpened: string[] };
    expect(notOpened.length).toBeGreaterThan(0);
  });

  it("opens to staff without its words, in no list and on no page as an error", async () => {
    const { cookie } = people.owner;
    const numbers: Record<string, string> = {
      inbox: people.references.contact ?? "",
      orders: people.references.order ?? "",
      "data-requests": people.references["data-request"] ?? "",
      clients: people.references.contact ?? "",
      disclosures: people.references.disclosures ?? "",
    };
    const pages = routesBelow(/^\/staff\//).filter(({ method }) => method === "GET");
    for (const { path } of pages) {
      const number = numbers[path.split("/")[2] ?? ""] ?? "none";
      const address = path.replace(/:\w+(?:\{[^}]*\})?/g, number);
      const answer = await ask(address, { cookie });
      expect([address, answer.status < 500]).toEqual([address, true]);
    }
    for (const list of Object.keys(exports)) {
      const file = await ask(`/staff/${list}/export/`, { cookie, fields: { format: "json" } });
      expect([list, Array.isArray(await file.json())]).toEqual([list, true]);
    }
    const all = await db.prepare("select reference from submissions").all<{ reference: string }>();
    for (const { reference } of all.results) {
      const page = `/staff/inbox/${reference}/`;
      expect([page, (await ask(page, { cookie })).status < 500]).toEqual([page, true]);
    }
    const spoilt = await db
      .prepare(
        "select reference from contact_messages where sealed_message = 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB'",
      )
      .first<{ reference: string }>();
    expect((await ask(`/staff/inbox/${spoilt?.reference}/`, { cookie })).status).toBe(200);
    expect(lastShown()).toMatch(new RegExp(`"value:not-opened":\\[[^\\]]*"${spoilt?.reference}"`));
  });
});
