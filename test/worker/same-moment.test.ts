import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { eraseClient } from "../../worker/accounts/erasure/erasing.ts";
import { newToken } from "../../worker/vault/locking.ts";
import { keyRing } from "../../worker/vault/ring.ts";
import { emailIndex, unseal } from "../../worker/vault/sealing.ts";
import { hashOf } from "../../worker/web/sha256.ts";
import { answers, registration } from "../fixtures/answers.ts";
import { firstVersion } from "../fixtures/content.ts";
import { settled } from "../workerd/afterwards.ts";
import { makeClient, ticketFor } from "./client.ts";
import { tokenOfLink } from "./new-token.ts";
import { ask, fillIn, makeSignedIn } from "./site.ts";
import { propose, sentBy, signedIn, step } from "./staff/disclosures/desk.ts";

const db = env.DB;
const email = "li@example.org";
const password = "seven dried apricots";

/** Sends the same three times at the same moment, and gives the statuses: no answer is an error of ours. */
async function atOnce(...acts: (() => Promise<Response>)[]): Promise<number[]> {
  const answered = await Promise.all(acts.flatMap((act) => [act(), act(), act()]));
  await settled();
  const statuses = answered.map(({ status }) => status);
  expect(statuses).toEqual(
    statuses.map(() => expect.toSatisfy((status: number) => status < 500 && status !== 409)),
  );
  return statuses;
}

const count = async (query: string) => (await db.prepare(query).all()).results.length;

async function sent(form: keyof typeof answers): Promise<string> {
  const answer = await fillIn(form, `/en/${form}/`, { ...answers[form], email });
  await settled();
  return /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}

describe("the same, three times at the same moment", () => {
  it.each(Object.keys(answers) as (keyof typeof answers)[])("stores a form once: %s", async (form) => {
    const ticket = await ticketFor(env, form);
    await atOnce(() => ask(`/en/${form}/`, { fields: { ...answers[form], ticket } }));
    expect(await count("select 1 from submissions")).toBe(1);
  });

  it.each(["newsletter", "policy-changes", "data-request"] as const)(
    "uses a mailed link once: %s",
    async (form) => {
      const token = await tokenOfLink(await sent(form));
      await atOnce(() => ask(`/en/confirm/${token}/`, { fields: {} }));
      expect(await count("select 1 from consents where event = 'given'")).toBe(
        form === "data-request" ? 0 : 1,
      );
    },
  );

  it("sends one new link for one that is too old", async () => {
    const token = await tokenOfLink(await sent("newsletter"));
    await db.prepare("update links set expires_at = '2026-01-01T00:00:00.000Z'").run();
    await db.prepare("delete from outbox").run();
    await atOnce(() => ask(`/en/confirm/${token}/again/`, { fields: {} }));
    expect(await count("select 1 from outbox")).toBe(1);
  });

  it("opens one account for one form, and one for several", async () => {
    const tickets = [await ticketFor(env, "register"), await ticketFor(env, "register")];
    await atOnce(
      ...tickets.map((ticket) => () => ask("/en/register/", { fields: { ...registration, ticket } })),
    );
    expect(await count("select 1 from users")).toBe(1);
  });

  it("erases an account once", async () => {
    const { cookie } = await makeSignedIn(email, password);
    const tickets = await Promise.all([1, 2].map(() => ticketFor(env, "delete")));
    const fields = { when: "now", password, sure: "yes" };
    await atOnce(
      ...tickets.map((ticket) => () => ask("/en/account/delete/", { cookie, fields: { ...fields, ticket } })),
    );
    expect(await count("select 1 from users")).toBe(0);
  });

  it("places a signed order once for each form", async () => {
    const { cookie } = await makeSignedIn(email, password);
    const ticket = await ticketFor(env, "signed-order");
    const { age: _, country: __, guardian: ___, ...order } = answers.order;
    const fields = { ...order, age: "of-age", country: "", password, ticket };
    await atOnce(() => ask("/en/account/order/", { cookie, fields }));
    expect(await count("select 1 from orders")).toBe(1);
    expect(await count("select 1 from signatures")).toBe(1);
  });

  it("signs the policy once", async () => {
    const { cookie } = await makeSignedIn(email, password);
    const ticket = await ticketFor(env, "accept-policy");
    await atOnce(() =>
      ask("/en/account/consents/accept/", { cookie, fields: { consent: "yes", password, ticket } }),
    );
    expect(await count("select 1 from signatures")).toBe(1);
  });

  it("unsubscribes once, from all that the address asked for", async () => {
    const token = await tokenOfLink(await sent("newsletter"));
    await ask(`/en/confirm/${token}/`, { fields: {} });
    const unsubscribe = newToken();
    await db
      .prepare("update newsletter_subscriptions set unsubscribe_hash = ?1")
      .bind(await hashOf(unsubscribe))
      .run();
    await atOnce(() =>
      ask(`/en/unsubscribe/${unsubscribe}/`, { fields: { "List-Unsubscribe": "One-Click" } }),
    );
    expect(await count("select 1 from consents where event = 'withdrawn'")).toBe(1);
  });

  it("withdraws a consent and stops the newsletter of an account once", async () => {
    const { cookie } = await makeSignedIn(email, password);
    const order = await sent("order");
    await atOnce(
      () => ask("/en/account/consents/withdraw/", { cookie, fields: { consent: `${order}/orders` } }),
      () => ask("/en/account/newsletter/stop/", { cookie, fields: {} }),
    );
    expect(await count("select 1 from status_events")).toBe(1);
  });
});

/** The path of a page, as a mail that waits names it. */
async function linkIn(mail: string, page: string): Promise<string> {
  const row = await db
    .prepare("select id, sealed_mail from outbox where id glob ?1 order by queued_at desc")
    .bind(mail)
    .first();
  const place = { table: "outbox", column: "sealed_mail", row: String(row?.id) };
  const { text } = JSON.parse(await unseal(await keyRing(env), place, String(row?.sealed_mail)));
  const [, path = ""] = new RegExp(`(/en/${page}/[\\w-]+/)`).exec(text) ?? [];
  expect(path).not.toBe("");
  return path;
}

describe("a mailed link, used several times at the same moment", () => {
  // Mail stays in the outbox, so that the tests can read it.
  beforeEach(() =>
    db.exec("create trigger mail_stays before update of attempts on outbox begin select raise(ignore); end"),
  );

  const minor = { age: "with-guardian", guardian: "parent@example.org" };

  it.each(["contact", "order"] as const)("lets a guardian decide once: %s", async (form) => {
    await fillIn(form, `/en/${form}/`, { ...answers[form], ...minor });
    const link = await linkIn("*/guardian", "guardian");
    await atOnce(
      () => ask(`${link}agree/`, { fields: {} }),
      () => ask(`${link}refuse/`, { fields: {} }),
    );
    const decision = await db.prepare("select decision from waiting_for_guardians").first();
    expect(await count("select 1 from submissions")).toBe(decision?.decision === "agreed" ? 1 : 0);
  });

  it("opens one account for two registrations of one minor, at the moment that it is opened otherwise", async () => {
    const links: string[] = [];
    for (const times of [1, 2]) {
      await fillIn("register", "/en/register/", { ...registration, country: "", ...minor });
      links.push(await linkIn("*/guardian", "guardian"));
      await db.prepare("delete from outbox").run();
      expect(links).toHaveLength(times);
    }
    await atOnce(...links.map((link) => () => ask(`${link}agree/`, { fields: {} })), async () => {
      await makeClient(env, registration.email, password).catch(() => "");
      return new Response();
    });
    expect(await count("select 1 from users")).toBe(1);
  });

  it("confirms an account once", async () => {
    await fillIn("register", "/en/register/", registration);
    const link = await linkIn("registration/*", "verify");
    const tickets = await Promise.all([1, 2].map(() => ticketFor(env, "verify")));
    await atOnce(...tickets.map((ticket) => () => ask(link, { fields: { password, ticket } })));
    expect(await count("select 1 from users where email_verified = 1")).toBe(1);
  });

  it("sets a new password once", async () => {
    await makeClient(env, email, password);
    await fillIn("forgot-password", "/en/forgot-password/", { email });
    await settled();
    const link = await linkIn("reset/*", "reset");
    const tickets = await Promise.all([1, 2].map(() => ticketFor(env, "reset")));
    const fields = { password: "dried figs and dates" };
    await atOnce(...tickets.map((ticket) => () => ask(link, { fields: { ...fields, ticket } })));
    expect(await count("select 1 from credentials")).toBe(1);
  });

  it("gives an address that two accounts want to one of them", async () => {
    const links: string[] = [];
    for (const name of ["anna", "boris"]) {
      const { cookie } = await makeSignedIn(`${name}@example.org`, password);
      await fillIn("new-address", "/en/account/security/email/", { email, password }, cookie);
      links.push(await linkIn("address/*", "new-address"));
      await db.prepare("delete from outbox").run();
    }
    const acts = await Promise.all(
      links.map(async (link) => {
        const ticket = await ticketFor(env, "confirm-address");
        return () => ask(link, { fields: { ticket } });
      }),
    );
    await atOnce(...acts);
    expect(await count("select 1 from users")).toBe(2);
  });

  it("takes a client's answer to a disclosure once", async () => {
    const { cookie } = await signedIn("one@example.org", "manager");
    await propose(cookie, { kind: "agreement", records: await sentBy(email) });
    const link = await linkIn("R-*", "answer");
    await atOnce(
      () => ask(link, { fields: { answer: "agree" } }),
      () => ask(link, { fields: { answer: "refuse" } }),
    );
    expect(
      await count("select 1 from disclosure_events where step in ('agreed', 'declined')"),
    ).toBeGreaterThan(0);
  });
});

describe("an account that is erased at the moment that its owner does something else", () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    ["takes back a consent", "consents/withdraw/", { consent: "the order" }],
    ["stops the newsletter", "newsletter/stop/", {}],
    ["refuses the policy", "consents/refuse/", { version: firstVersion.date }],
    ["keeps the account after all", "delete/undo/", {}],
    ["ends a session", "security/end/", { session: "x" }],
    ["removes the second step", "security/two-factor/remove/", {}],
  ])("is gone, and whoever %s meets no error", async (_, path, fields) => {
    const { userId, cookie } = await makeSignedIn(email, password);
    const order = await sent("order");
    const index = await emailIndex(await keyRing(env), email);
    const sentFields = "consent" in fields ? { consent: `${order}/orders` } : fields;
    await atOnce(
      () => ask(`/en/account/${path}`, { cookie, fields: sentFields }),
      async () => {
        await eraseClient(env, { userId, emailIndex: index });
        return new Response();
      },
    );
    await eraseClient(env, { userId, emailIndex: index });
    expect(await count("select 1 from users")).toBe(0);
    expect(await count("select 1 from orders")).toBe(0);
  });
});

describe("two of the staff at the same moment", () => {
  it("propose, approve and hand over a disclosure once", async () => {
    const [{ cookie: one }, { cookie: two }] = [
      await signedIn("one@example.org", "manager"),
      await signedIn("two@example.org", "manager"),
    ];
    const records = await sentBy(email);
    const { reference } = await propose(one, { records });
    const path = `/staff/disclosures/${reference}/`;
    await atOnce(() => ask(`${path}approve/`, { cookie: two, fields: { position: "2" } }));
    await atOnce(() => ask(`${path}export/`, { cookie: two, fields: {} }));
    const { results } = await db.prepare("select step from disclosure_events order by position").all();
    expect(results.map((event) => event.step)).toEqual(["proposed", "approved", "told", "handed-over"]);
    await atOnce(() => ask(`${path}tell/`, { cookie: two, fields: { position: "5" } }));
    await atOnce(() => ask(`${path}hold/release/`, { cookie: two, fields: { position: "5" } }));
    expect(await step(one, reference, "tell")).toBe("already");
  });

  it("change, answer, release and erase a submission once", async () => {
    const { cookie } = await signedIn("one@example.org", "manager");
    const [order, message] = [await sent("order"), await sent("contact")];
    const fields = {
      position: "1",
      status: "cancelled",
      note: "Sold out.",
      answer: "Yes.",
      sure: "yes",
      child: "yes",
    };
    await atOnce(
      () => ask(`/staff/orders/${order}/status/`, { cookie, fields }),
      () => ask(`/staff/inbox/${message}/answer/`, { cookie, fields }),
      () => ask(`/staff/inbox/${message}/handled/`, { cookie, fields }),
    );
    expect(await count("select 1 from status_events")).toBe(2);
    await db.prepare("update submissions set quarantined_at = received_at").run();
    await atOnce(
      () => ask(`/staff/inbox/${order}/release/`, { cookie, fields }),
      () => ask(`/staff/inbox/${order}/from-child/`, { cookie, fields: { ...fields, position: "2" } }),
      () => ask(`/staff/inbox/${message}/erase/`, { cookie, fields: { ...fields, position: "2" } }),
    );
    expect(await count("select 1 from submissions")).toBe(0);
  });

  it("finish a data request and erase its sender once", async () => {
    const { cookie } = await signedIn("one@example.org", "manager");
    const request = await sent("data-request");
    await ask(`/en/confirm/${await tokenOfLink(request)}/`, { fields: {} });
    const path = `/staff/data-requests/${request}/`;
    const fields = { position: "1", note: "Done.", sure: "yes" };
    await atOnce(
      () => ask(`${path}done/`, { cookie, fields }),
      () => ask(`${path}erase/`, { cookie, fields }),
    );
    expect(await count("select 1 from data_requests")).toBe(0);
  });
});
