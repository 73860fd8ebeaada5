import { describe, expect, it } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { clientOf, linkTo, madeClient, ticketIn } from "./accounts.ts";
import { eventually, sharedSite } from "./site.ts";
import { mailsTo, Visitor } from "./visitor.ts";

const site = sharedSite();
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
  it("is where password managers find the page for a new password, signed in or not", async () => {
    const place = "/.well-known/change-password";
    const owner = await madeClient(site.server, "manager@account.example.org");
    for (const [who, page] of [
      [owner, "/en/account/security/password/"],
      [new Visitor(site.url), "/en/forgot-password/"],
    ] as const) {
      expect((await who.open(place)).headers.get("location")).toBe(page);
      expect((await who.open(page)).status).toBe(200);
    }
  });

  it("is closed to who is not signed in, and kept by no cache", async () => {
    const owner = await clientOf(site.server, "closed@account.example.org");
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
    const owner = await clientOf(site.server, "csrf@account.example.org");
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

  it("ends a session that is unused for a week or a month old", async () => {
    const { db } = site.server;
    for (const [email, column, days] of [
      ["idle@account.example.org", "seen_at", 8],
      ["old@account.example.org", "created_at", 31],
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
    const email = "change@account.example.org";
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

  it("gets another email address once that is confirmed, and tells both", async () => {
    const email = "old.address@account.example.org";
    const owner = await clientOf(site.server, email);
    // A stranger who has only claimed the new address cannot keep it from its owner.
    await new Visitor(site.url).fillIn("/en/register/", {
      ...registration,
      email: "new.address@account.example.org",
      password: "strangers own words",
    });
    const asked = await owner.fillIn("/en/account/security/email/", {
      email: "new.address@account.example.org",
      password,
    });
    expect(asked.status).toBe(303);
    const link = await linkTo(site.server, "new.address@account.example.org", "new-address");
    await eventually(async () =>
      mailsTo(site.server.mailbox, email).find(({ subject }) => subject.includes("about to change")),
    );
    expect((await owner.open("/en/account/")).status).toBe(200);
    expect((await new Visitor(site.url).fillIn(link, {})).status).toBe(303);
    expect((await owner.open("/en/account/")).status).toBe(303);
    expect((await new Visitor(site.url).fillIn(link, {})).status).toBe(404);
    expect(
      (await owner.fillIn("/en/sign-in/", { email: "new.address@account.example.org", password })).status,
    ).toBe(303);
    expect((await new Visitor(site.url).fillIn("/en/sign-in/", { email, password })).status).toBe(422);
  });

  it("keeps no token, password or detail in the clear", async () => {
    const owner = await clientOf(site.server, "atrest@account.example.org");
    const token = decodeURIComponent(owner.cookies.get("__Host-session") ?? "").split(".")[0] ?? "missing";
    const link = await linkTo(site.server, "atrest@account.example.org", "verify");
    const { db } = site.server;
    const { results: tables } = await db
      .prepare("select name from sqlite_schema where type = 'table' and name not like '\\_%' escape '\\'")
      .all<{ name: string }>();
    for (const { name } of tables) {
      const rows = JSON.stringify((await db.prepare(`select * from "${name}"`).all()).results);
      for (const secret of [
        token,
        link.split("/")[3] ?? "",
        password,
        "atrest@account.example.org",
        "127.0.0.1",
        "555 0123",
      ]) {
        expect([name, rows.includes(secret)]).toEqual([name, false]);
      }
    }
  });
});
