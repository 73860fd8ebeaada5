import { env } from "cloudflare:workers";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { eraseClient } from "../../../../worker/accounts/erasure/erasing.ts";
import { finishErasures } from "../../../../worker/accounts/erasure/held.ts";
import { endIdleAccounts } from "../../../../worker/accounts/erasure/idle.ts";
import { queueIssues } from "../../../../worker/submissions/newsletter/issuing.ts";
import { sweepSubscriptions } from "../../../../worker/submissions/newsletter/sweep.ts";
import { insertStatus } from "../../../../worker/submissions/status/changes.ts";
import { newToken } from "../../../../worker/vault/locking.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { hashOf } from "../../../../worker/web/sha256.ts";
import { answers } from "../../../fixtures/answers.ts";
import { keeping } from "../../../fixtures/versions.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { envAt } from "../../later-versions.ts";
import { tokenOfLink } from "../../new-token.ts";
import { ask, fillIn, lastShown } from "../../site.ts";
import { signedIn } from "../../staff/disclosures/desk.ts";
import { email, held, sweep } from "../../submissions/ending/kept.ts";

const db = env.DB;
const year = [
  keeping(1, "2026-11-22", {
    newsletter: "P12M",
    order: "P12M",
    account: "P12M",
    consent: "P12M",
    contact: "P12M",
  }),
];
const later = "2028-06-01T10:00:00Z";
const index = async () => emailIndex(await keyRing(env), email);

async function sent(
  form: keyof typeof answers,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await fillIn(form, `/en/${form}/`, { ...answers[form], email, ...more });
  await settled();
  return /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}

/** A reader who confirmed and left; the token of their way out still works. */
async function left(
  form: "newsletter" | "order" = "newsletter",
): Promise<{ reference: string; out: string }> {
  const reference = await sent(form, { newsletter: "yes" });
  await ask(`/en/confirm/${await tokenOfLink(reference)}/`, { fields: {} });
  const out = newToken();
  await db
    .prepare("update newsletter_subscriptions set unsubscribe_hash = ?1")
    .bind(await hashOf(out))
    .run();
  await ask(`/en/unsubscribe/${out}/`, { fields: { "List-Unsubscribe": "One-Click" } });
  return { reference, out };
}

async function sweepNewsletter(): Promise<void> {
  await sweepSubscriptions(envAt(env, later), new RunReport(), year);
}

/** All that the owner of the address reads: pages, and everything in the export. */
async function allOf(cookie: string): Promise<string> {
  const read: string[] = [];
  for (const page of ["", "orders/", "consents/", "newsletter/", "disclosures/", "delete/"]) {
    await ask(`/en/account/${page}`, { cookie });
    read.push(lastShown());
  }
  const zip = await ask("/en/account/export/", { cookie, fields: {} });
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  return [...read, ...Object.values(files).map((file) => new TextDecoder().decode(file))].join("\n");
}

describe.each(["by itself", "with its address"])(
  "a subscription whose time is over, held silently %s",
  (how) => {
    it("is as gone to its reader as any other, until the hold is released and it goes", async () => {
      const { cookie } = await signedIn(email, "client");
      const { reference, out } = await left();
      await held(how === "by itself" ? reference : await index(), true);
      expect(await allOf(cookie)).toContain(reference);
      await sweepNewsletter();
      const rows = db.prepare("select reference from newsletter_subscriptions");
      expect((await rows.all()).results).toEqual([{ reference }]);
      await db
        .prepare("update consents set kept_until = kept_until")
        .run()
        .catch(() => undefined);
      expect((await allOf(cookie)).split('"consents"')[0]).not.toContain(
        `"subscriptions":[{"reference":"${reference}"`,
      );
      expect((await ask(`/en/sent/${reference}/`)).status).toBe(404);
      expect((await ask(`/en/unsubscribe/${out}/`)).status).toBe(404);
      await sweepNewsletter();
      expect((await rows.all()).results).toEqual([{ reference }]);
      await db.prepare("update legal_holds set released_at = placed_at").run();
      await sweepNewsletter();
      expect((await rows.all()).results).toEqual([]);
      expect((await db.prepare("select reference from submissions").all()).results).toEqual([]);
    });
  },
);

describe("an order whose time is over and which only a silent hold keeps", () => {
  it("is gone to its sender, whose newsletter from the same form goes on", async () => {
    const { cookie } = await signedIn(email, "client");
    const reference = await sent("order", { newsletter: "yes" });
    await ask(`/en/confirm/${await tokenOfLink(reference)}/`, { fields: {} });
    const cancelled = {
      reference,
      position: 1,
      status: "cancelled",
      changedAt: new Date("2026-12-01T00:00:00Z"),
      changedBy: "U-1",
      note: "The harvest is sold.",
    } as const;
    await (await insertStatus(db, await keyRing(env), cancelled)).run();
    await held(reference, true);
    await sweep(later, "order", year);
    const all = await allOf(cookie);
    expect(all).toContain('"state":"confirmed"');
    expect(all).toContain('"purpose":"newsletter"');
    expect(all).not.toContain('"purpose":"orders"');
    expect(all).not.toContain('"cancelled"');
    expect(all).not.toContain("Dried apricots");
    expect((await ask(`/en/sent/${reference}/`)).status).toBe(404);
    const readers = await db.prepare("select reference from current_readers").all();
    expect(readers.results).toEqual([{ reference }]);
    await db.prepare("update legal_holds set released_at = placed_at").run();
    await finishErasures(env, new RunReport());
    expect((await db.prepare("select reference from orders").all()).results).toEqual([]);
    const stands = db.prepare("select event from current_consents where purpose = 'newsletter'");
    expect((await stands.all()).results).toEqual([{ event: "given" }]);
  });
});

describe("whoever is erased while a hold keeps their subscription", () => {
  it("gets no issue any more, and their link out is unknown", async () => {
    const reference = await sent("newsletter");
    await ask(`/en/confirm/${await tokenOfLink(reference)}/`, { fields: {} });
    const out = newToken();
    await db
      .prepare("update newsletter_subscriptions set unsubscribe_hash = ?1")
      .bind(await hashOf(out))
      .run();
    await held(reference, true);
    await eraseClient(env, { userId: "", emailIndex: await index() });
    await db
      .prepare(
        "insert into newsletter_issues (id, language, subject, paragraphs, created_at) values ('i', 'en', 'Spring', '[\"Now.\"]', '2026-12-01')",
      )
      .run();
    await queueIssues(env, new RunReport());
    expect((await db.prepare("select id from outbox").all()).results).toEqual([]);
    expect((await ask(`/en/unsubscribe/${out}/`)).status).toBe(404);
    expect((await ask(`/en/sent/${reference}/`)).status).toBe(404);
    const kept = await db
      .prepare("select sealed_email is not null as is_kept from newsletter_subscriptions")
      .first();
    expect(kept).toEqual({ is_kept: 1 });
  });
});

describe("an account that nobody uses and a silent hold keeps", () => {
  it("ends for its owner as any other, who is told ahead; what is held stays out of sight", async () => {
    const { userId } = await signedIn(email, "client");
    await db.prepare("delete from sessions").run();
    await db.prepare("update users set used_on = '2026-12-01', two_factor_enabled = 0").run();
    const message = await sent("contact");
    await db
      .prepare(
        "insert into status_events (id, reference, position, status, changed_at, changed_by) values ('x', ?1, 1, 'answered', '2026-12-01T00:00:00Z', 'U-1')",
      )
      .bind(message)
      .run();
    await held(userId, true);
    const report = new RunReport();
    await endIdleAccounts(envAt(env, "2027-11-18T10:00:00Z"), report, year);
    await endIdleAccounts(envAt(env, "2027-12-03T10:00:00Z"), report, year);
    expect(report.counts).toMatchObject({ told: 1, account: 1 });
    expect((await db.prepare("select id from users").all()).results).toEqual([{ id: userId }]);
    expect((await db.prepare("select user_id from credentials").all()).results).toEqual([]);
    await sweep(later, "contact", year);
    expect((await db.prepare("select reference from contact_messages").all()).results).toEqual([
      { reference: message },
    ]);
    const fields = { email, password: "seven dried apricots" };
    expect((await fillIn("sign-in", "/en/sign-in/", fields)).status).toBe(422);
    await db.prepare("update legal_holds set released_at = placed_at").run();
    await finishErasures(env, new RunReport());
    expect((await db.prepare("select id from users").all()).results).toEqual([]);
  });
});

describe("a proof of consent whose time is over", () => {
  it("is not shown, though a silent hold keeps it", async () => {
    const { cookie } = await signedIn(email, "client");
    const order = await sent("order");
    await ask("/en/account/consents/withdraw/", { cookie, fields: { consent: `${order}/orders` } });
    await db.batch([
      db.prepare("drop trigger consents_never_change"),
      db.prepare("update consents set kept_until = '2026-01-01T00:00:00.000Z' where event = 'withdrawn'"),
    ]);
    expect((await allOf(cookie)).match(/"purpose":"orders"/)).toBeNull();
    expect((await ask(`/en/account/receipts/${order}/`, { cookie })).status).toBe(404);
    await ask(`/en/sent/${order}/`);
    expect(lastShown()).not.toContain("jws");
  });
});
