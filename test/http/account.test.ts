import { describe, expect, it } from "vitest";
import { clientOf, linkTo, registration, ticketIn } from "./accounts.ts";
import { eventually, servedSite } from "./site.ts";
import { totp } from "./totp.ts";
import { mailsTo, Visitor } from "./visitor.ts";

const site = servedSite();
const { password } = registration;
const pages = [
  "",
  "details/",
  "order/",
  "orders/",
  "consents/",
  "consents/accept/",
  "newsletter/",
  "security/",
  "security/password/",
  "security/email/",
  "security/two-factor/",
  "export/",
  "delete/",
];

describe("a person's account", () => {
  it("is closed to who is not signed in, and kept by no cache", async () => {
    const owner = await clientOf(site.server, "closed@example.org");
    for (const page of pages) {
      const path = `/en/account/${page}`;
      const stranger = await new Visitor(site.url).open(path);
      expect([path, stranger.status]).toEqual([path, 303]);
      expect(stranger.headers.get("location")).toBe(`/en/sign-in/?next=${encodeURIComponent(path)}`);
      const own = await owner.open(path);
      expect([path, own.status]).toEqual([path, 200]);
      expect(stranger.headers.get("cache-control")).toBe("no-store");
      expect(own.headers.get("cache-control")).toBe("no-store");
    }
    for (const file of ["x.css", "details/x.js", "export/data.zip", "%2e./x.css", "account.png"]) {
      const answer = await owner.open(`/en/account/${file}`);
      expect([file, answer.status]).toEqual([file, 404]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("takes no form from another site, from a subdomain or from nowhere", async () => {
    const owner = await clientOf(site.server, "csrf@example.org");
    const page = await (await owner.open("/en/account/details/")).text();
    const ticket = ticketIn(page);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: site.url, "sec-fetch-site": "cross-site" },
      { origin: site.url, "sec-fetch-site": "same-site" },
      { origin: "null" },
    ]) {
      const answer = await owner.send(
        "/en/account/details/",
        { name: "Evil", phone: "", address: "", ticket },
        headers,
      );
      expect(answer.status).toBe(403);
      expect((await owner.send("/en/account/security/end-all/", {}, headers)).status).toBe(403);
    }
    expect(await (await owner.open("/en/account/")).text()).not.toContain("Evil");
  });

  it("gives nobody anything by another person's numbers", async () => {
    const li = await clientOf(site.server, "li.ids@example.org");
    const eve = await clientOf(site.server, "eve.ids@example.org");
    const db = await site.server.db();
    const { results: sessions } = await db
      .prepare("select id, user_id from sessions")
      .all<{ id: string; user_id: string }>();
    const shown = await (await li.open("/en/account/")).text();
    const user = /U-[0-9A-Z-]{14}/.exec(shown)?.[0];
    const foreignSessions = sessions.filter(({ user_id }) => user_id === user);
    expect(foreignSessions).toHaveLength(1);
    for (const { id } of foreignSessions) await eve.send("/en/account/security/end/", { session: id });
    expect((await li.open("/en/account/")).status).toBe(200);
    const { results } = await db
      .prepare("select subject || '/' || purpose as consent from consents")
      .all<{ consent: string }>();
    const own = await (await eve.open("/en/account/")).text();
    const foreign = results.filter(({ consent }) => !own.includes(consent.split("/")[0] ?? ""));
    expect(foreign.length).toBeGreaterThan(0);
    for (const { consent } of foreign) {
      expect((await eve.send("/en/account/consents/withdraw/", { consent })).status).toBe(404);
    }
    const withdrawn = await db
      .prepare("select count(*) as n from consents where event = 'withdrawn'")
      .first<{ n: number }>();
    expect(withdrawn?.n).toBe(0);
  });

  it("ends a session that is unused for a week or a month old", async () => {
    const db = await site.server.db();
    for (const [email, column, days] of [
      ["idle@example.org", "seen_at", 8],
      ["old@example.org", "created_at", 31],
    ] as const) {
      const owner = await clientOf(site.server, email);
      const user = /U-[0-9A-Z-]{14}/.exec(await (await owner.open("/en/account/")).text())?.[0];
      const then = new Date(Date.now() - days * 86_400_000).toISOString();
      const statement = {
        seen_at: "update sessions set seen_at = ?2 where user_id = ?1",
        created_at: "update sessions set created_at = ?2 where user_id = ?1",
      }[column];
      await db.prepare(statement).bind(user, then).run();
      expect((await owner.open("/en/account/")).status).toBe(303);
      expect((await owner.open("/en/account/")).status).toBe(303);
    }
  });

  it("changes the password with a new token, and signs other devices out", async () => {
    const email = "change@example.org";
    const owner = await clientOf(site.server, email);
    const before = owner.cookies.get("__Host-session");
    const other = new Visitor(site.url);
    await other.fillIn("/en/sign-in/", { email, password });
    const wrong = await owner.fillIn("/en/account/security/password/", {
      current: "not it at all",
      password: "peaches and plums",
    });
    expect(wrong.status).toBe(422);
    const right = await owner.fillIn("/en/account/security/password/", {
      current: password,
      password: "peaches and plums",
    });
    expect(right.status).toBe(303);
    expect(owner.cookies.get("__Host-session")).not.toBe(before);
    expect((await owner.open("/en/account/")).status).toBe(200);
    expect((await other.open("/en/account/")).status).toBe(303);
  });

  it("gets another e-mail address once that is confirmed, and tells both", async () => {
    const email = "old.address@example.org";
    const owner = await clientOf(site.server, email);
    const asked = await owner.fillIn("/en/account/security/email/", {
      email: "new.address@example.org",
      password,
    });
    expect(asked.status).toBe(303);
    const link = await linkTo(site.server, "new.address@example.org", "new-address");
    await eventually(async () =>
      mailsTo(site.server.mailbox, email).find(({ subject }) => subject.includes("another e-mail")),
    );
    expect((await owner.open("/en/account/")).status).toBe(200);
    expect((await new Visitor(site.url).fillIn(link, {})).status).toBe(303);
    expect((await owner.open("/en/account/")).status).toBe(303);
    expect((await new Visitor(site.url).fillIn(link, {})).status).toBe(404);
    expect((await owner.fillIn("/en/sign-in/", { email: "new.address@example.org", password })).status).toBe(
      303,
    );
    expect((await new Visitor(site.url).fillIn("/en/sign-in/", { email, password })).status).toBe(422);
  });

  it("asks for the second step once it is on, and takes each recovery code once", async () => {
    const email = "second@example.org";
    const owner = await clientOf(site.server, email);
    const shown = await (await owner.fillIn("/en/account/security/two-factor/", { password })).text();
    const secret = /secret=([A-Z2-7]+)/.exec(shown)?.[1] ?? "";
    const [recovery = ""] = shown.match(/[A-Za-z0-9]{5}-[A-Za-z0-9]{5}(?=<)/g) ?? [];
    const before = owner.cookies.get("__Host-session");
    const first = totp(secret, new Date());
    const on = await owner.fillIn("/en/account/security/two-factor/confirm/", { code: first });
    expect(on.headers.get("location")).toBe("/en/account/security/?done=two-factor-on");
    expect(owner.cookies.get("__Host-session")).not.toBe(before);

    const elsewhere = new Visitor(site.url);
    const half = await elsewhere.fillIn("/en/sign-in/", { email, password });
    expect(half.headers.get("location")).toContain("/en/sign-in/code/");
    expect((await elsewhere.open("/en/account/")).status).toBe(303);
    expect((await elsewhere.fillIn("/en/sign-in/code/", { code: "000000" })).status).toBe(422);
    expect((await elsewhere.fillIn("/en/sign-in/code/", { code: recovery })).status).toBe(303);
    expect((await elsewhere.open("/en/account/")).status).toBe(200);

    const again = new Visitor(site.url);
    await again.fillIn("/en/sign-in/", { email, password });
    expect((await again.fillIn("/en/sign-in/code/", { code: recovery })).status).toBe(422);
    // The code that turned it on is used up; an app's next one is taken half a minute early.
    const confirmed = await again.fillIn("/en/sign-in/code/", { code: first });
    expect(confirmed.status).toBe(422);
    expect(await confirmed.text()).toContain("This code was used already");
    const next = totp(secret, new Date(Date.now() + 30_000));
    expect((await again.fillIn("/en/sign-in/code/", { code: next })).status).toBe(303);
  });

  it("takes each code of an app once, also when two sign-ins send it at the same time", async () => {
    const email = "once@example.org";
    const owner = await clientOf(site.server, email);
    const shown = await (await owner.fillIn("/en/account/security/two-factor/", { password })).text();
    const secret = /secret=([A-Z2-7]+)/.exec(shown)?.[1] ?? "";
    const first = totp(secret, new Date());
    await owner.fillIn("/en/account/security/two-factor/confirm/", { code: first });
    const code = totp(secret, new Date(Date.now() + 30_000));
    const people = [new Visitor(site.url), new Visitor(site.url)];
    const pages: string[] = [];
    for (const person of people) {
      await person.fillIn("/en/sign-in/", { email, password });
      pages.push(await (await person.open("/en/sign-in/code/")).text());
    }
    const answers = await Promise.all(
      people.map((person, index) =>
        person.send("/en/sign-in/code/", { code, ticket: ticketIn(pages[index]) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 422]);
    const log = await (await owner.open("/en/account/security/")).text();
    expect(log).toContain("Wrong code");
  });

  it("signs the policy with the password, and mails a receipt", async () => {
    const email = "signs@example.org";
    const owner = await clientOf(site.server, email);
    const refused = await owner.fillIn("/en/account/consents/accept/", {
      consent: "yes",
      password: "not it at all",
    });
    expect(refused.status).toBe(422);
    const signed = await owner.fillIn("/en/account/consents/accept/", { consent: "yes", password });
    expect(signed.headers.get("location")).toBe("/en/account/consents/?done=signed");
    const mail = await eventually(async () =>
      mailsTo(site.server.mailbox, email).find(({ subject }) => subject.includes("Receipt")),
    );
    expect(mail.text).toMatch(/document 2026-11-22\n> sha256 [0-9a-f]{64}/);
    const db = await site.server.db();
    const row = await db.prepare("select purpose, document, document_hash from signatures").first();
    expect(row).toMatchObject({ purpose: "policy", document: "2026-11-22" });
  });

  it("signs an order with the password: nothing is stored without it, everything with it", async () => {
    const email = "orders@example.org";
    const owner = await clientOf(site.server, email);
    const order = {
      goods: "Dried apricots",
      quantity: "20 boxes",
      delivery: "Urumqi, in May",
      name: "Li Wei",
      company: "",
      address: "2 Example Road",
      phone: "",
      consent: "yes",
    };
    const refused = await owner.fillIn("/en/account/order/", { ...order, password: "not it at all" });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("Dried apricots");
    expect(await (await owner.open("/en/account/orders/")).text()).not.toContain("Dried apricots");
    const placed = await owner.fillIn("/en/account/order/", { ...order, password });
    expect(placed.headers.get("location")).toBe("/en/account/orders/?done=ordered");
    expect(await (await owner.open("/en/account/orders/")).text()).toContain("Dried apricots");
    const receipt = await eventually(async () =>
      mailsTo(site.server.mailbox, email).find(({ subject }) => subject.includes("Receipt")),
    );
    expect(receipt.text).toContain("purpose order");
  });

  it("keeps no token, password or detail in the clear", async () => {
    const owner = await clientOf(site.server, "atrest@example.org");
    const token = decodeURIComponent(owner.cookies.get("__Host-session") ?? "").split(".")[0] ?? "missing";
    const link = await linkTo(site.server, "atrest@example.org", "verify");
    const db = await site.server.db();
    const { results: tables } = await db
      .prepare("select name from sqlite_schema where type = 'table' and name not like '\\_%' escape '\\'")
      .all<{ name: string }>();
    for (const { name } of tables) {
      const rows = JSON.stringify((await db.prepare(`select * from "${name}"`).all()).results);
      for (const secret of [
        token,
        link.split("/")[3] ?? "",
        password,
        "atrest@example.org",
        "127.0.0.1",
        "555 0123",
      ]) {
        expect([name, rows.includes(secret)]).toEqual([name, false]);
      }
    }
  });
});
