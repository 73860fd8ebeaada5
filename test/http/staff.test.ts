import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { organization } from "../../editor/organization.ts";
import { signInvitation } from "../../worker/staff/members/invitation.ts";
import { signingSecret as secret } from "../fixtures/signing-secret.ts";
import { madeClient } from "./accounts.ts";
import { ownSite, rowsOf } from "./site.ts";
import { totp } from "./totp.ts";
import { Visitor } from "./visitor.ts";

const site = ownSite();
const password = "apricots for the office";

async function invite(email: string, role: "analyst" | "manager" | "owner", days = 1): Promise<string> {
  const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
  return `/en/invitation/${await signInvitation({ email, role, expiresAt }, secret)}/`;
}

describe("staff", () => {
  it("is nobody until somebody is invited, and has to set up the second step first", async () => {
    const link = await invite("owner@example.org", "owner");
    const owner = new Visitor(site.url);
    expect((await owner.open("/staff/")).status).toBe(303);
    const joined = await owner.fillIn(link, { name: "Zhang Min", password });
    expect(joined.headers.get("location")).toBe("/staff/");
    expect((await owner.open("/staff/")).headers.get("location")).toBe("/en/account/security/two-factor/");
    const page = await (await owner.fillIn("/en/account/security/two-factor/", { password })).text();
    const key = /secret=([A-Z2-7]+)/.exec(page)?.[1] ?? "";
    await owner.fillIn("/en/account/security/two-factor/confirm/", { code: totp(key, new Date()) });
    const home = await owner.open("/staff/");
    expect(home.status).toBe(200);
    expect(home.headers.get("cache-control")).toBe("no-store");
    expect(await home.text()).toMatch(/Zhang Min[\s\S]*owner/);
    expect((await owner.open("/staff/x.css")).status).toBe(404);
    const off = await owner.fillIn("/en/account/security/two-factor/", { password });
    expect(await off.text()).toContain("Staff accounts keep the second step");
  });

  it("uses an invitation once, and takes no forged or old one", async () => {
    const link = await invite("analyst@example.org", "analyst");
    expect((await new Visitor(site.url).fillIn(link, { name: "Zhang Lei", password })).status).toBe(303);
    expect((await new Visitor(site.url).fillIn(link, { name: "Eve", password })).status).toBe(404);
    const old = await invite("late@example.org", "owner", -1);
    expect((await new Visitor(site.url).open(old)).status).toBe(404);
    const forged = link.replace(/.{4}\/$/, "AAAA/");
    expect((await new Visitor(site.url).open(forged)).status).toBe(404);
  });

  it("asks for the password of an account that is there already", async () => {
    const email = "promoted@example.org";
    await madeClient(site.server, email);
    const link = await invite(email, "analyst");
    expect(
      (await new Visitor(site.url).fillIn(link, { name: "Eve", password: "not their password" })).status,
    ).toBe(422);
  });

  it("shows clients a closed door, and strangers the way to sign in", async () => {
    const client = await madeClient(site.server, "client@example.org");
    for (const path of ["/staff/", "/staff/statistics/", "/staff/inbox/", "/staff/no-such-page/"]) {
      const refused = await client.open(path);
      expect([path, refused.status]).toEqual([path, 403]);
      expect(refused.headers.get("cache-control")).toBe("no-store");
      expect([path, (await new Visitor(site.url).open(path)).status]).toEqual([path, 303]);
    }
    expect((await client.send("/staff/anything/", {})).status).toBe(403);
  });

  it("gets a link from the command line, also while the server runs", () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const run = (...args: string[]) =>
      execFileSync(process.execPath, ["local/staff.ts", ...args], {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, SIGNING_SECRET: secret },
      });
    const link = run("add", "new@example.org", "--role", "editor", "--production");
    expect(link.startsWith(`${organization.site}/`)).toBe(true);
    expect(link).toMatch(/^\S+\/invitation\/[\w-]+\.[\w-]{43}\/\n$/);
    expect(() => run("add", "new@example.org", "--role", "king", "--production")).toThrow(
      /Name one email address/,
    );
  });
});

describe("the command line", () => {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, ["local/staff.ts", ...args], {
      cwd: fileURLToPath(new URL("../../", import.meta.url)),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, STATE: site.state },
    });

  it("lists who is staff beside a running site, and takes a role away while the account stays", async () => {
    const leaver = new Visitor(site.url);
    const link = await invite("leaves@example.org", "manager");
    expect((await leaver.fillIn(link, { name: "Zhang Hua", password })).status).toBe(303);
    expect(run("list")).toMatch(/^leaves@example\.org {2}manager {2}no second step yet {2}U-[0-9A-Z-]{14}$/m);
    expect(() => run("role", "leaves@example.org", "king")).toThrow(/Name a role/);
    expect(run("role", "leaves@example.org", "owner")).toContain("owner now");
    expect(run("remove", "Leaves@example.org")).toContain("no longer owner");
    const entries = await rowsOf(site.server, "audit_entries");
    expect(entries.filter(({ actor }) => actor === "command-line").map(({ action }) => action)).toEqual([
      "made-owner",
      "role-removed",
    ]);
    expect(() => run("remove", "leaves@example.org")).toThrow(/No member of staff/);
    expect((await leaver.open("/en/account/")).status).toBe(303);
    await leaver.fillIn("/en/sign-in/", { email: "leaves@example.org", password });
    expect((await leaver.open("/staff/")).status).toBe(403);
    expect((await leaver.open("/en/account/")).status).toBe(200);
  });

  it("says for the published site what to run", () => {
    expect(run("--help")).toContain("npm run staff -- remove EMAIL");
    expect(run("list", "--production")).toContain("wrangler d1 execute");
    expect(() => run("remove", "x@example.org", "--production")).toThrow(/VAULT_KEYS/);
    expect(() => run("promote")).toThrow(/Use “add EMAIL --role ROLE”, “list”, “role EMAIL ROLE” or/);
  });
});
