import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { contextStorage } from "hono/context-storage";
import { describe, expect, it } from "vitest";
import { auditRoutes } from "../../../worker/audit/routes.ts";
import { contactRoutes } from "../../../worker/contacts/routes.ts";
import { homeDesk } from "../../../worker/desk/home.ts";
import { inboxDesk } from "../../../worker/desk/inbox.ts";
import { mailDesk } from "../../../worker/desk/mail.ts";
import { orderDesk } from "../../../worker/desk/orders.ts";
import { requestDesk } from "../../../worker/desk/requests.ts";
import { issueDesk } from "../../../worker/issues/desk.ts";
import { queueMail } from "../../../worker/mail/store.ts";
import { orderRoutes } from "../../../worker/orders/routes.ts";
import { withPolicyInForce } from "../../../worker/policy/routes.ts";
import { requestRoutes } from "../../../worker/requests/routes.ts";
import { signInRoutes } from "../../../worker/signins/routes.ts";
import { staffGuard } from "../../../worker/staff/routes.ts";
import { keyRing } from "../../../worker/vault/ring.ts";
import type { AppEnv } from "../../../worker/web/app.ts";
import { answers } from "../../fixtures/answers.ts";
import { makeClient, ticketFor } from "../client.ts";
import { countedDatabase } from "../counted-database.ts";

const { trips, database } = countedDatabase(env.DB);
const [email, password] = ["owner@example.org", "seven dried apricots"];
const app = new Hono<AppEnv>()
  .use(contextStorage(), withPolicyInForce)
  .route("/", staffGuard)
  .route("/", signInRoutes)
  .route("/", contactRoutes)
  .route("/", orderRoutes)
  .route("/", requestRoutes)
  .route("/", homeDesk)
  .route("/", inboxDesk)
  .route("/", orderDesk)
  .route("/", requestDesk)
  .route("/", mailDesk)
  .route("/", issueDesk)
  .route("/", auditRoutes);
const afterwards: Promise<unknown>[] = [];

function request(path: string, init?: RequestInit): Promise<Response> {
  const context = {
    waitUntil: (work: Promise<unknown>) => afterwards.push(work),
    passThroughOnException: () => undefined,
    props: {},
  };
  return Promise.resolve(app.request(path, init, { ...env, DB: database }, context));
}

/** The cookie of an owner who is signed in. */
async function signIn(): Promise<string> {
  const userId = await makeClient(env, email, password);
  const answer = await request("/en/sign-in/", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "cf-connecting-ip": "203.0.113.1" },
    body: new URLSearchParams({ email, password, ticket: await ticketFor(env, "sign-in") }),
  });
  await Promise.all(afterwards);
  await env.DB.prepare("update users set role = 'owner', two_factor_enabled = 1 where id = ?1")
    .bind(userId)
    .run();
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

/** Something sent with a form of the site; its reference. */
async function sent(form: "order" | "contact" | "data-request"): Promise<string> {
  const answer = await request(`/en/${form}/`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "cf-connecting-ip": "203.0.113.1" },
    body: new URLSearchParams({ ...answers[form], ticket: await ticketFor(env, form) }),
  });
  return /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}

describe("round trips to D1", () => {
  it("are one for who it is, one for what is shown, one for the audit log", { timeout: 30_000 }, async () => {
    const cookie = await signIn();
    const at = new Date("2026-12-01T10:00:00Z");
    const mail = { id: "sign-in/x", to: "a,b", subject: "Hello", text: "", html: "", headers: {} };
    await (await queueMail(env.DB, await keyRing(env), mail, at)).run();
    const [order, message, asked] = [await sent("order"), await sent("contact"), await sent("data-request")];
    await env.DB.prepare("update data_requests set confirmed_at = received_at").run();
    await env.DB.prepare("update submissions set quarantined_at = null").run();
    await Promise.all(afterwards);
    const costs: Record<string, number> = {};
    for (const path of [
      "newsletter/write/",
      "",
      "inbox/",
      "orders/",
      "data-requests/",
      "mail/",
      "mail/sign-in/x/",
      "newsletter/",
      "audit/",
      `inbox/${message}/`,
      `orders/${order}/`,
      `data-requests/${asked}/`,
    ]) {
      trips.length = 0;
      const shown = await request(`/staff/${path}`, { headers: { cookie } });
      expect([path, shown.status]).toEqual([path, 200]);
      costs[path] = trips.length;
    }
    expect(costs).toEqual({
      "newsletter/write/": 1,
      "": 2,
      "inbox/": 2,
      "orders/": 2,
      "data-requests/": 2,
      "mail/": 2,
      "mail/sign-in/x/": 2,
      "newsletter/": 2,
      "audit/": 2,
      [`inbox/${message}/`]: 3,
      [`orders/${order}/`]: 3,
      // What is held is found by the address, which takes one more; the entry is written meanwhile.
      [`data-requests/${asked}/`]: 5,
    });
  });
});
