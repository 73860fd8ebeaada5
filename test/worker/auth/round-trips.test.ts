import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { contextStorage } from "hono/context-storage";
import { describe, expect, it } from "vitest";
import { accountGuard, accountRoutes } from "../../../worker/accounts/routes.ts";
import { withPolicyInForce } from "../../../worker/policy/routes.ts";
import { signInRoutes } from "../../../worker/signins/routes.ts";
import type { AppEnv } from "../../../worker/web/app.ts";
import { makeClient, ticketFor } from "../client.ts";
import { countedDatabase } from "../counted-database.ts";

const { trips, database } = countedDatabase(env.DB);
const afterwards: Promise<unknown>[] = [];

const app = new Hono<AppEnv>()
  .use(contextStorage(), withPolicyInForce)
  .route("/", accountGuard)
  .route("/", signInRoutes)
  .route("/", accountRoutes);

function request(path: string, init?: RequestInit): Promise<Response> {
  const context = {
    waitUntil: (work: Promise<unknown>) => afterwards.push(work),
    passThroughOnException: () => undefined,
    props: {},
  };
  return Promise.resolve(app.request(path, init, { ...env, DB: database }, context));
}

async function signIn(email: string, password: string): Promise<Response> {
  return request("/en/sign-in/", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "cf-connecting-ip": "203.0.113.1" },
    body: new URLSearchParams({ email, password, ticket: await ticketFor(env, "sign-in") }),
  });
}

it("an account's owner is warned in the language of the account", { timeout: 30_000 }, async () => {
  const id = await makeClient(env, "russian@example.org", "seven dried apricots");
  await env.DB.prepare("update users set language = 'ru' where id = ?1").bind(id).run();
  expect((await signIn("russian@example.org", "seven dried apricots")).status).toBe(303);
  const mail = await env.DB.prepare("select subject from outbox").first();
  expect(mail?.subject).toBe("Вход в вашу учётную запись с нового устройства");
});

describe("round trips to D1", () => {
  it("are at most 4 for a sign-in and 2 for a page of the account", { timeout: 30_000 }, async () => {
    await makeClient(env, "trips@example.org", "seven dried apricots");
    trips.length = 0;
    const answer = await signIn("trips@example.org", "seven dried apricots");
    expect(answer.headers.get("location")).toBe("/en/account/");
    await Promise.all(afterwards);
    // The mail about the new device leaves while the answer is on its way.
    expect(trips.filter((trip) => !trip.startsWith("update outbox"))).toEqual(["batch", "batch"]);
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    for (const page of [
      "",
      "details/",
      "orders/",
      "consents/",
      "newsletter/",
      "security/",
      "export/",
      "delete/",
    ]) {
      trips.length = 0;
      const shown = await request(`/en/account/${page}`, { headers: { cookie } });
      expect([page, shown.status]).toEqual([page, 200]);
      expect([page, trips.length <= 2]).toEqual([page, true]);
    }
  });
});
