import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { expiryOf } from "../../../../worker/forms/confirm-links/link.ts";
import { insertLink, replaceLink } from "../../../../worker/forms/confirm-links/links.ts";
import { sweepLinks, sweepMail } from "../../../../worker/forms/confirm-links/sweep.ts";
import { insertSubmission } from "../../../../worker/forms/intake/submissions.ts";
import { markSent } from "../../../../worker/mail/departures.ts";
import type { Queueing } from "../../../../worker/mail/mail.ts";
import { markFailed, queueMail } from "../../../../worker/mail/outbox.ts";
import { confirmRequest, insertRequest } from "../../../../worker/submissions/data-request/requests.ts";
import { links } from "../../../../worker/submissions/links.ts";
import {
  confirmSubscription,
  insertSubscription,
} from "../../../../worker/submissions/newsletter/subscriptions.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { consent } from "../../../fixtures/consent.ts";
import { committed } from "../../committed.ts";
import { addConsents } from "../../consents.ts";

const db = env.DB;
const ring = await keyRing(env);
const day = 24 * 60 * 60_000;
const asked = new Date("2026-11-22T10:00:00Z");
const email = "li.wei@example.org";

/** Runs the cron's sweeps this many days after everything was requested. */
const sweepAfter = async (days: number, DB = db) => {
  const later = { ...env, DB, CLOCK_SHIFT_MS: String(asked.getTime() + days * day - Date.now()) };
  const [ofLinks, ofMail] = [new RunReport(), new RunReport()];
  await sweepLinks(later, links, ofLinks);
  await sweepMail(later, ofMail);
  return { ...ofLinks.counts, ...ofMail.counts };
};

afterEach(() => vi.restoreAllMocks());

const count = async (table: string) =>
  (await db.prepare(`select count(*) as count from ${table}`).first<{ count: number }>())?.count;

/** Asks for the newsletter or sends a data request. Its mail leaves at once unless it is held. */
async function ask(reference: string, purpose: "newsletter" | "data-request", queueing: Queueing = "free") {
  const mail = { id: `${reference}/${purpose}`, to: email, subject: "s", text: "t", html: "h", headers: {} };
  await db.batch([
    insertSubmission(db, {
      reference,
      form: purpose,
      language: "en",
      receivedAt: asked,
      suspicions: [],
      isQuarantined: queueing === "held",
      newsletter: purpose === "newsletter",
    }),
    purpose === "newsletter"
      ? await insertSubscription(
          db,
          ring,
          { reference, language: "en", email, unsubscribe: reference },
          asked,
        )
      : await insertRequest(
          db,
          ring,
          reference,
          { kind: "erase", about: "", name: "Li", email, details: "" },
          "en",
          asked,
        ),
    insertLink(db, { tokenHash: reference, purpose, subject: reference, expiresAt: expiryOf(asked) }),
    await queueMail(db, ring, mail, asked, queueing),
  ]);
  if (queueing === "free") await markSent(db, [{ id: mail.id, at: asked.toISOString() }]);
}

describe("a request that nobody confirms", () => {
  it("is there as long as its link works, or a new one can be asked for in its place", async () => {
    await ask("N-1", "newsletter");
    await ask("D-1", "data-request");
    await sweepAfter(13.9);
    expect([await count("newsletter_subscriptions"), await count("data_requests")]).toEqual([1, 1]);
    expect([await count("links"), await count("submissions"), await count("outbox")]).toEqual([2, 2, 2]);
  });

  it("is erased then, with its link and its mail, and that is noted without naming anybody", async () => {
    await ask("N-1", "newsletter");
    await ask("D-1", "data-request");
    const erased = await sweepAfter(14.1);
    for (const table of ["newsletter_subscriptions", "data_requests", "links", "submissions", "outbox"])
      expect(await count(table), table).toBe(0);
    // Their mail went with them.
    expect(erased).toMatchObject({ "data requests": 1, subscriptions: 1, links: 2, mails: 0 });
  });

  it("leaves a record that the consent it came with holds no longer", async () => {
    await ask("N-1", "newsletter");
    await addConsents({ ...consent, id: "N-1/newsletter", subject: "N-1", purpose: "newsletter" });
    await sweepAfter(14.1);
    const { results } = await db.prepare("select event, method from current_consents").all();
    expect(results).toEqual([{ event: "withdrawn", method: "not-confirmed" }]);
  });

  it("waits for staff while its mail is held", async () => {
    await ask("D-1", "data-request", "held");
    await sweepAfter(40);
    expect([await count("data_requests"), await count("links"), await count("outbox")]).toEqual([1, 1, 1]);
  });

  it("stays for as long as a later link works that was sent in place of the first", async () => {
    await ask("D-1", "data-request");
    const renewed = { tokenHash: "again", purpose: "data-request" as const, subject: "D-1" };
    const renewedAt = new Date(asked.getTime() + 10 * day);
    const later = { ...renewed, expiresAt: expiryOf(renewedAt) };
    await db.batch(replaceLink(db, "D-1", later, renewedAt));
    // Asked for again at the same moment.
    await db.batch(replaceLink(db, "D-1", { ...later, tokenHash: "twice" }, renewedAt));
    await sweepAfter(23.9);
    expect([await count("data_requests"), await count("links")]).toEqual([1, 2]);
    await sweepAfter(25);
    expect([await count("data_requests"), await count("links")]).toEqual([0, 0]);
  });
});

describe("what was confirmed", () => {
  it("stays, and only its link and its mail go", async () => {
    await ask("N-1", "newsletter");
    await ask("D-1", "data-request");
    await db.batch([...confirmSubscription(db, "N-1", asked), confirmRequest(db, "D-1", asked)]);
    await sweepAfter(14.1);
    expect([await count("newsletter_subscriptions"), await count("data_requests")]).toEqual([1, 1]);
    expect([await count("submissions"), await count("links"), await count("outbox")]).toEqual([2, 0, 0]);
  });
});

describe("mail that failed for good", () => {
  committed({ retention: { failedMail: "P30D" } });

  it("is there for staff for thirty days, and then forgotten with what it said", async () => {
    const mail = { id: "M-1/client", to: email, subject: "s", text: "t", html: "h", headers: {} };
    const waiting = { ...mail, id: "M-2/client" };
    await db.batch([await queueMail(db, ring, mail, asked), await queueMail(db, ring, waiting, asked)]);
    await markFailed(db, ring, mail.id, asked, "no such mailbox", undefined);
    await sweepAfter(29.9);
    expect(await count("outbox")).toBe(2);
    await sweepAfter(31);
    const { results } = await db.prepare("select id from outbox").all();
    expect(results).toEqual([{ id: waiting.id }]);
  });
});

describe("the sweep", () => {
  it("does no harm twice at once, and counts what it erases once", async () => {
    await ask("D-1", "data-request");
    const both = await Promise.all([sweepAfter(15.1), sweepAfter(15.1)]);
    expect(both.map((counts) => counts["data requests"] ?? 0).toSorted((a, b) => a - b)).toEqual([0, 1]);
  });

  it("erases all others, past more that cannot be erased than fit one batch", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    for (let number = 0; number < 60; number += 1)
      await ask(`D-${String(number).padStart(2, "0")}`, "data-request");
    await db
      .prepare(
        `create trigger stubborn before delete on data_requests when old.reference < 'D-51'
         begin select raise(abort, 'not this one'); end`,
      )
      .run();
    expect(await sweepAfter(15)).toMatchObject({ "data requests": 9, links: 9 });
    expect([await count("data_requests"), await count("links")]).toEqual([51, 51]);
  });

  it("erases more than fits one batch", async () => {
    for (let number = 0; number < 120; number += 1) await ask(`D-${number}`, "data-request");
    await sweepAfter(20);
    expect(await count("data_requests")).toBe(0);
  });
});
