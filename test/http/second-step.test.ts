import { describe, expect, it } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { madeClient, ticketIn } from "./accounts.ts";
import { mailTo, rowsOf, sharedSite } from "./site.ts";
import { totp } from "./totp.ts";
import { Visitor } from "./visitor.ts";

const site = sharedSite();
const { password } = registration;

describe("an account with a second step", () => {
  it("asks for the second step once it is on, and takes each recovery code once", async () => {
    const email = "second@second-step.example.org";
    const owner = await madeClient(site.server, email);
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
    expect(recovery, "has no look-alikes, in one case").toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/);
    const typed = ` ${recovery.replace("-", "\u00a0").toLowerCase()}\u202c`;
    expect((await elsewhere.fillIn("/en/sign-in/code/", { code: typed })).status).toBe(303);
    expect((await elsewhere.open("/en/account/")).status).toBe(200);

    const again = new Visitor(site.url);
    await again.fillIn("/en/sign-in/", { email, password });
    expect((await again.fillIn("/en/sign-in/code/", { code: recovery })).status).toBe(422);
    // The code that turned it on is used up. An app's next code is accepted half a minute early.
    const confirmed = await again.fillIn("/en/sign-in/code/", { code: first });
    expect(confirmed.status).toBe(422);
    expect(await confirmed.text()).toContain("This code was used already");
    const next = totp(secret, new Date(Date.now() + 30_000));
    const fullWidth = Array.from(next, (digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
    const grouped = `${fullWidth.slice(0, 3)}\u00a0${fullWidth.slice(3)}`;
    expect((await again.fillIn("/en/sign-in/code/", { code: grouped })).status).toBe(303);
  });

  it("takes each code of an app once, also when two sign-ins send it at the same time", async () => {
    const email = "once@second-step.example.org";
    const owner = await madeClient(site.server, email);
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

  it("keeps key, picture and recovery codes on the page after a wrong code, and is off until one is right", async () => {
    const email = "wrong@second-step.example.org";
    const owner = await madeClient(site.server, email);
    const path = "/en/account/security/two-factor/confirm/";
    expect(await (await owner.open(path)).text()).toMatch(/<h1[^>]*>Turn on the second step/);
    const shown = await (await owner.fillIn("/en/account/security/two-factor/", { password })).text();
    const partsOf = (html: string) => [
      /secret=[A-Z2-7]+/.exec(html)?.[0],
      /<svg[^>]*role="img".*?<\/svg>/s.exec(html)?.[0],
      ...(html.match(/[2-9A-Z]{5}-[2-9A-Z]{5}(?=<)/g) ?? []),
    ];
    const refused = await owner.fillIn(path, { code: "000000" });
    expect(refused.status).toBe(422);
    expect(partsOf(await refused.text())).toEqual(partsOf(shown));
    expect(partsOf(shown)).toHaveLength(12);
    expect(partsOf(await (await owner.open(path)).text())).toEqual(partsOf(shown));
    const secret = partsOf(shown)[0]?.slice("secret=".length) ?? "";
    await owner.fillIn(path, { code: totp(secret, new Date()) });
    expect(await (await owner.open(path)).text()).toContain("Turn off the second step");
  });

  it("is told by mail when the second step is turned on, and when it is turned off", async () => {
    const email = "told@second-step.example.org";
    const owner = await madeClient(site.server, email);
    const shown = await (await owner.fillIn("/en/account/security/two-factor/", { password })).text();
    const secret = /secret=([A-Z2-7]+)/.exec(shown)?.[1] ?? "";
    const code = totp(secret, new Date());
    await owner.fillIn("/en/account/security/two-factor/confirm/", { code });
    expect((await mailTo(site.server, email, "The second step of your account is on")).text).toContain(
      "/en/forgot-password/",
    );
    await owner.fillIn("/en/account/security/two-factor/", { password });
    await mailTo(site.server, email, "The second step of your account is off");
  });

  it("gets new recovery codes for its password, and the old ones stop working", async () => {
    const email = "renewed@second-step.example.org";
    const owner = await madeClient(site.server, email);
    const codesIn = (page: string) => page.match(/[A-Za-z0-9]{5}-[A-Za-z0-9]{5}(?=<)/g) ?? [];
    const shown = await (await owner.fillIn("/en/account/security/two-factor/", { password })).text();
    expect(shown).toMatch(/<svg [^>]*role="img" aria-label="QR code/);
    const secret = /secret=([A-Z2-7]+)/.exec(shown)?.[1] ?? "";
    await owner.fillIn("/en/account/security/two-factor/confirm/", { code: totp(secret, new Date()) });
    const path = "/en/account/security/recovery-codes/";
    expect((await owner.fillIn(path, { password: "not it at all" })).status).toBe(422);
    const renewed = codesIn(await (await owner.fillIn(path, { password })).text());
    expect(renewed).toHaveLength(10);
    expect(codesIn(await (await owner.open(path)).text())).toEqual([]);
    const elsewhere = new Visitor(site.url);
    await elsewhere.fillIn("/en/sign-in/", { email, password });
    const old = codesIn(shown)[0] ?? "none";
    expect((await elsewhere.fillIn("/en/sign-in/code/", { code: old })).status).toBe(422);
    expect((await elsewhere.fillIn("/en/sign-in/code/", { code: renewed[0] ?? "none" })).status).toBe(303);
  });

  it("has its key and its recovery codes sealed", async () => {
    const rows = await rowsOf(site.server, "two_factors");
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.sealed_secret).toMatch(/^v1\./);
      expect(row.sealed_recovery_codes).toMatch(/^v1\./);
    }
  });
});
