import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { hashPassword } from "../../../../worker/accounts/engine/hashing.ts";
import { registration } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { hashedForReal } from "../../../workerd/hashing.ts";
import { makeClient } from "../../client.ts";
import { ask, cookiesOf, fillIn, trips } from "../../site.ts";

const [email, password] = ["trips@example.org", "seven dried apricots"];
const pages = ["", "details/", "orders/", "consents/", "newsletter/", "security/", "export/", "delete/"];

it("costs two round trips to D1 to sign in, and at most two to see a page of the account", async () => {
  await makeClient(env, email, password);
  trips.length = 0;
  const answer = await fillIn("sign-in", "/en/sign-in/", { email, password });
  expect(answer.headers.get("location")).toBe("/en/account/");
  await settled();
  // The mail about the new device leaves while the answer is on its way.
  expect(trips.filter((trip) => !trip.startsWith("update outbox"))).toEqual(["batch", "batch"]);
  for (const page of pages) {
    trips.length = 0;
    const shown = await ask(`/en/account/${page}`, { cookie: cookiesOf(answer) });
    expect([page, shown.status]).toEqual([page, 200]);
    expect([page, trips.length <= 2]).toEqual([page, true]);
  }
});

describe("a password", () => {
  hashedForReal();

  it("is hashed once to sign in", async () => {
    await makeClient(env, email, password, await hashPassword(password));
    const hashing = await shortest(() => hashPassword(password));
    const signingIn = await shortest(() => fillIn("sign-in", "/en/sign-in/", { email, password }));
    expect(signingIn).toBeLessThan(hashing * 1.7);
  });

  it("costs what OWASP asks of scrypt, whoever registers with it", async () => {
    await fillIn("register", "/en/register/", registration);
    const row = await env.DB.prepare("select password from credentials").first<{ password: string }>();
    expect(row?.password).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  });
});

/** The shortest of three times, in milliseconds. */
async function shortest(act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (const _ of [1, 2, 3]) {
    await settled();
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
