import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { contextStorage } from "hono/context-storage";
import { describe, expect, it } from "vitest";
import { accountGuard, accountRoutes } from "../../../worker/accounts/routes.ts";
import { withPolicyInForce } from "../../../worker/policy/routes.ts";
import { signInRoutes } from "../../../worker/signins/routes.ts";
import type { AppEnv } from "../../../worker/web/app.ts";
import { makeClient, ticketFor } from "../client.ts";

const trips: string[] = [];
const afterwards: Promise<unknown>[] = [];
const counted = new Proxy(env.DB, {
  get(db, name) {
    if (name === "batch")
      return (statements: D1PreparedStatement[]) => {
        trips.push("batch");
        return db.batch(statements);
      };
    if (name === "prepare") return (sql: string) => watched(db.prepare(sql), sql);
    const value = Reflect.get(db, name);
    return typeof value === "function" ? value.bind(db) : value;
  },
});

/** Counts a statement that is run by itself; in a batch it is bound only. */
function watched(statement: D1PreparedStatement, sql: string): D1PreparedStatement {
  for (const name of ["run", "first", "all"] as const) {
    const own = statement[name].bind(statement) as (...args: unknown[]) => Promise<unknown>;
    Object.defineProperty(statement, name, {
      value: (...args: unknown[]) => {
        trips.push(sql.trim().slice(0, 40));
        return own(...args);
      },
    });
  }
  const bind = statement.bind.bind(statement);
  Object.defineProperty(statement, "bind", {
    value: (...values: unknown[]) => watched(bind(...values), sql),
  });
  return statement;
}

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
  return Promise.resolve(app.request(path, init, { ...env, DB: counted }, context));
}

describe("round trips to D1", () => {
  it("are at most 4 for a sign-in and 2 for a page of the account", { timeout: 30_000 }, async () => {
    await makeClient(env, "trips@example.org", "seven dried apricots");
    const ticket = await ticketFor(env, "sign-in");
    trips.length = 0;
    const answer = await request("/en/sign-in/", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "cf-connecting-ip": "203.0.113.1" },
      body: new URLSearchParams({ email: "trips@example.org", password: "seven dried apricots", ticket }),
    });
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
