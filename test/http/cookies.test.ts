import { beforeAll, describe, expect, it } from "vitest";
import { answers, formIds, registration } from "../fixtures/answers.ts";
import { clientOf, linkTo } from "./accounts.ts";
import { sharedSite } from "./site.ts";
import { signInAgain, staffMember } from "./staff-member.ts";
import { totp } from "./totp.ts";
import { Visitor } from "./visitor.ts";

const site = sharedSite();
const { password } = registration;
const newPassword = "apricots by the window";

/** Reads, sends every form, and registers without confirming. */
async function reader(): Promise<Visitor> {
  const visitor = new Visitor(site.url);
  for (const path of ["", "policy/", "statistics/", "cookies/", "account/", "sign-in/", "nothing-here/"])
    await visitor.open(`/en/${path}`);
  for (const form of formIds) await visitor.fillIn(`/en/${form}/`, answers[form]);
  await visitor.fillIn("/en/register/", { ...registration, email: "reader@cookies.example.org" });
  await visitor.fillIn("/en/forgot-password/", { email: "reader@cookies.example.org" });
  await visitor.fillIn("/en/sign-in/", { email: "reader@cookies.example.org", password: "wrong password" });
  return visitor;
}

/** Opens an account, does everything there is to do with it, and deletes it at once. */
async function client(): Promise<Visitor> {
  const email = "client@cookies.example.org";
  const visitor = await clientOf(site.server, email);
  await visitor.fillIn("/en/account/security/password/", { current: password, password: newPassword });
  const shown = await visitor.fillIn("/en/account/security/two-factor/", { password: newPassword });
  const secret = /secret=([A-Z2-7]+)/.exec(await shown.text())?.[1] ?? "";
  const code = totp(secret, new Date());
  await visitor.fillIn("/en/account/security/two-factor/confirm/", { code });
  await visitor.send("/en/sign-out/", {});
  await visitor.fillIn("/en/sign-in/", { email, password: newPassword });
  await visitor.fillIn("/en/sign-in/code/", { code: "000000" });
  await visitor.fillIn("/en/sign-in/code/", { code: totp(secret, new Date(Date.now() + 30_000)) });
  await visitor.fillIn("/en/account/security/two-factor/", { password: newPassword });
  await visitor.fillIn("/en/account/security/email/", {
    email: "moved@cookies.example.org",
    password: newPassword,
  });
  await visitor.fillIn(await linkTo(site.server, "moved@cookies.example.org", "new-address"), {
    password: newPassword,
  });
  await visitor.fillIn("/en/sign-in/", { email: "moved@cookies.example.org", password: newPassword });
  await visitor.fillIn("/en/account/delete/", { when: "now", password: newPassword });
  return visitor;
}
/** What an answer tells a browser to keep: everything except what it tells it to forget. */
const kept = (lines: readonly string[]) => lines.filter((line) => !line.includes("Max-Age=0"));
const nameOf = (line: string) => line.slice(0, line.indexOf("="));

function lifetimeOf(line: string): string {
  const seconds = Number(/Max-Age=(\d+)/.exec(line)?.[1]);
  return seconds < 86_400 ? `${seconds / 60}\u00A0minutes` : `${seconds / 86_400}\u00A0days`;
}

describe("the page about cookies", () => {
  let rows: Map<string, string>;
  let set: string[];
  beforeAll(async () => {
    const page = await (await fetch(`${site.url}/en/cookies/`)).text();
    rows = new Map(
      [...page.matchAll(/<dt[^>]*>([^<]+)<\/dt><dd[^>]*>([^<]+)<\/dd>/g)].map(([, name = "", words = ""]) => [
        name,
        words,
      ]),
    );
    const owner = await signInAgain(site.server, await staffMember(site.server, "owner"));
    set = [...(await client()).setCookies, ...owner.setCookies];
  });

  it("is right that nobody who reads, writes or asks for an account gets one", async () => {
    expect((await reader()).setCookies).toEqual([]);
  });

  it("names every cookie that an account sets or ends, and no other", () => {
    expect([...new Set(set.map(nameOf))].sort()).toEqual([...rows.keys()].sort());
  });

  it("says how long each is kept at most, and that scripts and other sites cannot read it", () => {
    expect(kept(set).length).toBeGreaterThan(5);
    for (const line of kept(set)) {
      expect(rows.get(nameOf(line))).toContain(lifetimeOf(line));
      expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=(Lax|Strict)$/);
    }
  });
});
