import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eraseClient } from "../../../../worker/accounts/erasure/erasing.ts";
import { signInvitation } from "../../../../worker/staff/members/invitation.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { emailIndex } from "../../../../worker/vault/sealing.ts";
import { answers, registration } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { makeClient, ticketFor } from "../../client.ts";
import { allRows, ask, cookiesOf, fillIn, makeSignedIn, meanwhile, trips } from "../../site.ts";

const { email, password } = registration;
afterEach(() => {
  meanwhile.before = 0;
});
const count = async (table: string) => (await allRows()).filter((row) => row.startsWith(`${table} `)).length;

describe("an account that is erased while its owner does something", () => {
  it.each<[string, number, (cookie: string) => Promise<Response>]>([
    ["signs in", 2, () => fillIn("sign-in", "/en/sign-in/", { email, password })],
    [
      "mistypes the password",
      2,
      () => fillIn("sign-in", "/en/sign-in/", { email, password: "not it at all" }),
    ],
    [
      "orders",
      4,
      (cookie) => fillIn("signed-order", "/en/account/order/", { ...answers.order, password }, cookie),
    ],
    [
      "asks for another address",
      4,
      (cookie) =>
        fillIn("new-address", "/en/account/security/email/", { email: "b@example.org", password }, cookie),
    ],
    [
      "sets up the second step",
      3,
      (cookie) => fillIn("two-factor", "/en/account/security/two-factor/", { password }, cookie),
    ],
    [
      "changes the password",
      3,
      (cookie) =>
        fillIn(
          "change-password",
          "/en/account/security/password/",
          { current: password, password: "dried figs and dates" },
          cookie,
        ),
    ],
  ])("leaves nothing behind who %s", async (_, lastTrip, does) => {
    const { userId, cookie } = await makeSignedIn(email, password);
    await settled();
    const emailIndexOf = await emailIndex(await keyRing(env), email);
    trips.length = 0;
    meanwhile.before = lastTrip;
    meanwhile.act = () => eraseClient(env, { userId, emailIndex: emailIndexOf });
    const answer = await does(cookie);
    expect(trips.length).toBeGreaterThanOrEqual(lastTrip);
    expect(answer.headers.get("location")).toBe("/en/sign-in/");
    await settled();
    const left = (await allRows()).map((row) => row.split(" ")[0]);
    expect(left.filter((table) => !/^(?:erasures|vault_keys|job_runs|visit)/.test(table ?? ""))).toEqual([]);
  });
});

describe("one address registered several times at once", () => {
  it("has one account in the end, and everybody is answered the same", async () => {
    const tickets = await Promise.all([1, 2, 3].map(() => ticketFor(env, "register")));
    const answered = await Promise.all(
      [...tickets, tickets[0] ?? ""].map((ticket) =>
        ask("/en/register/", { fields: { ...registration, ticket } }),
      ),
    );
    expect(answered.map(({ status, headers }) => [status, headers.get("location")])).toEqual(
      Array.from({ length: 4 }, () => [303, "/en/register/sent/"]),
    );
    expect([await count("users"), await count("credentials"), await count("verifications")]).toEqual([
      1, 1, 1,
    ]);
  });
});

describe("an address that its owner confirms while somebody registers it", () => {
  it("stays the owner's, and whoever registers it is answered as always", async () => {
    trips.length = 0;
    meanwhile.before = 2;
    meanwhile.act = async () => {
      meanwhile.before = 0;
      await makeClient(env, email, "the owner's own words");
    };
    const answer = await fillIn("register", "/en/register/", registration);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/en/register/sent/"]);
    await settled();
    expect([await count("users"), await count("credentials")]).toEqual([1, 1]);
    expect((await allRows()).filter((row) => row.startsWith("users ")).join()).toContain(
      '"email_verified":1',
    );
  });
});

describe("an address that a stranger has registered and not confirmed", () => {
  beforeEach(async () => {
    await fillIn("register", "/en/register/", { ...registration, password: "strangers own words" });
  });

  it("is free for who is invited with it", async () => {
    const link = await invitation();
    const joined = await fillIn("invitation", link, { name: "Zhang Min", password });
    expect(joined.headers.get("location")).toBe("/staff/");
    expect([await count("users"), await count("credentials")]).toEqual([1, 1]);
  });

  it("is free for a client who wants it for their account", async () => {
    const { userId, cookie } = await makeSignedIn("before@example.org", password);
    await fillIn("new-address", "/en/account/security/email/", { email, password }, cookie);
    expect(await count("waiting_addresses")).toBe(1);
    expect(userId).not.toBe("");
  });
});

describe("a client who becomes staff", () => {
  it("is signed out on every other device, so that none of them becomes staff", async () => {
    const { cookie } = await makeSignedIn(email, password);
    expect((await ask("/en/account/", { cookie })).status).toBe(200);
    const joined = await fillIn("invitation", await invitation(), { name: "Li Wei", password });
    expect(joined.headers.get("location")).toBe("/staff/");
    expect((await ask("/en/account/", { cookie: cookiesOf(joined) })).status).toBe(200);
    expect((await ask("/en/account/", { cookie })).status).toBe(303);
  });

  it("with a second step is asked for it first", async () => {
    const userId = await makeClient(env, email, password);
    await env.DB.prepare("update users set two_factor_enabled = 1 where id = ?1").bind(userId).run();
    const joined = await fillIn("invitation", await invitation(), { name: "Li Wei", password });
    expect(joined.headers.get("location")).toBe("/en/sign-in/code/?next=%2Fstaff%2F");
    expect([await count("sessions"), await count("sign_ins")]).toEqual([0, 0]);
  });
});

async function invitation(): Promise<string> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  return `/en/invitation/${await signInvitation({ email, role: "analyst", expiresAt }, env.SIGNING_SECRET)}/`;
}
