import { describe, expect, it } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { clientOf, linkTo, madeClient } from "./accounts.ts";
import { eventually, ownSite } from "./site.ts";
import { mailsTo, Visitor } from "./visitor.ts";

const site = ownSite();
const { password } = registration;

/** What a page says, without what differs each time. */
const words = (page: string) =>
  page.replace(/name="ticket" value="[^"]+"/, "").replace(/value="[^"]*@[^"]*"/, "");

describe("signing in", () => {
  // That it takes as long is tested where passwords have their real cost: test/worker/accounts/access/same-work.test.ts.
  it("says the same for an address without an account", async () => {
    await clientOf(site.server, "known@example.org");
    const said = await Promise.all(
      ["known@example.org", "nobody@example.org"].map(async (email) => {
        const answer = await new Visitor(site.url).fillIn("/en/sign-in/", {
          email,
          password: "not the password",
        });
        expect(answer.status).toBe(422);
        return words(await answer.text());
      }),
    );
    expect(said[1]).toBe(said[0]);
  });

  it("gives a new token at each sign-in, and takes none that somebody put there before", async () => {
    const email = "fixation@example.org";
    const first = await madeClient(site.server, email);
    const planted = first.cookies.get("__Host-session") ?? "";
    await first.send("/en/sign-out/", {});
    const victim = new Visitor(site.url);
    victim.cookies.set("__Host-session", planted);
    await victim.fillIn("/en/sign-in/", { email, password });
    expect(victim.cookies.get("__Host-session")).not.toBe(planted);
    const attacker = new Visitor(site.url);
    attacker.cookies.set("__Host-session", planted);
    expect((await attacker.open("/en/account/")).status).toBe(303);
  });

  it("says so once somebody has signed out, here or on every device", async () => {
    const visitor = await madeClient(site.server, "leaving@signing-in.example.org");
    const out = await visitor.send("/en/sign-out/", {});
    expect(await (await visitor.open(out.headers.get("location") ?? "")).text()).toContain(
      "You are signed out.",
    );
    await visitor.fillIn("/en/sign-in/", { email: "leaving@signing-in.example.org", password });
    const all = await visitor.send("/en/account/security/end-all/", {});
    const page = await (await visitor.open(all.headers.get("location") ?? "")).text();
    expect(page).toContain("You are signed out on every device.");
    expect(await (await visitor.open("/en/sign-in/?done=%3Cb%3E")).text()).not.toContain("signed out");
  });

  it("sets cookies that scripts, other hosts and plain HTTP cannot get at", async () => {
    const email = "cookies@example.org";
    await madeClient(site.server, email);
    const answer = await new Visitor(site.url).fillIn("/en/sign-in/", { email, password });
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-/);
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; Secure/i);
      expect(cookie).toMatch(/; SameSite=(Lax|Strict)/i);
      expect(cookie).toMatch(/; Path=\//i);
      expect(cookie).not.toMatch(/; Domain/i);
    }
  });

  let isThere: Promise<Visitor> | undefined;
  it.each([
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example/",
    "/en/account/\r\nX: y",
    "/en/../evil",
    "javascript:alert(1)",
  ])("goes on to the account when asked to go to %j", async (next) => {
    const email = "redirect@example.org";
    const visitor = new Visitor(site.url);
    isThere ??= madeClient(site.server, email);
    await isThere;
    const answer = await visitor.fillIn(`/en/sign-in/?next=${encodeURIComponent(next)}`, { email, password });
    expect(answer.headers.get("location")).toBe("/en/account/");
  });

  it("goes on to the page of the account that was asked for", async () => {
    const email = "goes.on@example.org";
    await madeClient(site.server, email);
    const visitor = new Visitor(site.url);
    const sent = await visitor.open("/en/account/security/");
    const place = sent.headers.get("location") ?? "";
    const answer = await visitor.fillIn(place, { email, password });
    expect(answer.headers.get("location")).toBe("/en/account/security/");
  });

  it("slows strangers down, but neither a device that is known nor who resets the password by mail", async () => {
    const email = "slowed@example.org";
    const owner = await clientOf(site.server, email, { "user-agent": "Firefox/150.0 Windows" });
    const stranger = new Visitor(site.url);
    for (const attempt of [1, 2, 3, 4, 5]) {
      const answer = await stranger.fillIn("/en/sign-in/", { email, password: `wrong words ${attempt}` });
      expect(answer.status).toBe(422);
    }
    // The first pause lasts a second, which a slow machine needs to ask again.
    await site.server.db.prepare("update sign_in_failures set failures = 14").run();
    const paused = await stranger.fillIn("/en/sign-in/", { email, password });
    expect(paused.status).toBe(429);
    expect(Number(paused.headers.get("retry-after"))).toBeGreaterThan(0);
    await owner.send("/en/sign-out/", {});
    expect((await owner.fillIn("/en/sign-in/", { email, password })).status).toBe(303);

    const elsewhere = new Visitor(site.url);
    await elsewhere.fillIn("/en/forgot-password/", { email });
    const link = await linkTo(site.server, email, "reset");
    await elsewhere.fillIn(link, { password: "other apricots entirely" });
    const back = await elsewhere.fillIn("/en/sign-in/", { email, password: "other apricots entirely" });
    expect(back.headers.get("location")).toBe("/en/account/");
  });

  it("mails the owner when a new device signs in, and lists it with address and time", async () => {
    const email = "device@example.org";
    const owner = await madeClient(site.server, email);
    await new Visitor(site.url, { "user-agent": "Firefox/150.0 Windows" }).fillIn("/en/sign-in/", {
      email,
      password,
    });
    const mail = await eventually(async () =>
      mailsTo(site.server.mailbox, email).find(({ subject }) => subject.includes("new device")),
    );
    expect(mail.text).toContain("Firefox on Windows");
    const page = await (await owner.open("/en/account/security/")).text();
    expect(page).toContain("Firefox on Windows, address 127.0.0.1");
  });
});

describe("a forgotten password", () => {
  it("is set anew by a link that works once and signs every device out", async () => {
    const email = "forgot@example.org";
    const owner = await madeClient(site.server, email);
    const other = new Visitor(site.url);
    const known = await other.fillIn("/en/forgot-password/", { email });
    const unknown = await other.fillIn("/en/forgot-password/", { email: "no.account@example.org" });
    expect(known.headers.get("location")).toBe(unknown.headers.get("location"));
    const link = await linkTo(site.server, email, "reset");
    expect((await other.fillIn(link, { password: "dried figs and dates" })).status).toBe(303);
    expect((await other.fillIn(link, { password: "somebody elses words" })).status).toBe(404);
    expect((await owner.open("/en/account/")).status).toBe(303);
    expect((await other.fillIn("/en/sign-in/", { email, password })).status).toBe(422);
    expect((await other.fillIn("/en/sign-in/", { email, password: "dried figs and dates" })).status).toBe(
      303,
    );
    expect(mailsTo(site.server.mailbox, "no.account@example.org")).toEqual([]);
  });
});
