import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../../local/build.ts";
import { type LocalServer, startServer } from "../../local/server.ts";
import { answers } from "../fixtures/answers.ts";
import { eventually, fillIn, mailTo, referenceOf, rowsOf } from "./site.ts";

const state = mkdtempSync(join(tmpdir(), "new-secret-"));
const lists = ["newsletter", "policy-changes"] as const;
const mailed = new Map<string, string>();
let reference = "";
let server: LocalServer;

/** Starts the site of this state with a signing secret. */
async function start(secret: string): Promise<void> {
  const vars = { FORMS_PER_NETWORK: "100000", SIGNING_SECRET: secret };
  server = await startServer({ port: 0, state, quiet: true, cronsByHand: true, vars });
}

const linkIn = (text: string, kind: string) => new RegExp(`/en/${kind}/[\\w-]{43}/`).exec(text)?.[0] ?? "";
const post = (path: string, fields: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: "POST",
    headers: { origin: server.url },
    body: new URLSearchParams(fields),
  });

beforeAll(async () => {
  await build();
  await start("the-first-secret-of-these-tests-that-is-long");
  for (const list of lists) {
    const email = `${list}@example.org`;
    await fillIn(`${server.url}/en/${list}/`, { ...answers[list], email });
    await post(linkIn((await mailTo(server, email, "/en/confirm/")).text, "confirm"));
    mailed.set(list, linkIn((await mailTo(server, email, "/en/unsubscribe/")).text, "unsubscribe"));
  }
  const email = "later@example.org";
  await fillIn(`${server.url}/en/newsletter/`, { ...answers.newsletter, email });
  mailed.set("confirm", linkIn((await mailTo(server, email, "/en/confirm/")).text, "confirm"));
  reference = referenceOf(await fillIn(`${server.url}/en/data-request/`, answers["data-request"]));
  mailed.set("request", linkIn((await mailTo(server, "li.wei@example.org", reference)).text, "confirm"));
  const young = { ...answers.contact, age: "with-guardian", guardian: "parent@example.org" };
  await fillIn(`${server.url}/en/contact/`, young);
  mailed.set(
    "guardian",
    linkIn((await mailTo(server, "parent@example.org", "/en/guardian/")).text, "guardian"),
  );
  await eventually(
    async () => (await rowsOf(server, "outbox")).every(({ sent_at }) => sent_at !== null) || undefined,
  );
  await server.stop();
  await start("the-second-secret-of-these-tests-that-is-long");
});

afterAll(async () => {
  await server.stop();
  rmSync(state, { recursive: true, force: true });
});

test.each(lists)("after a new signing secret, the mailed link still ends the %s", async (list) => {
  const link = mailed.get(list) ?? "";
  expect((await fetch(server.url + link)).status).toBe(200);
  expect((await post(link, { "List-Unsubscribe": "One-Click" })).status).toBe(200);
  const rows = await rowsOf(server, "newsletter_subscriptions");
  expect(rows.find((row) => row.list === list && row.ended_at !== null)).toBeDefined();
});

test("after a new signing secret, links that wait for a button still work", async () => {
  for (const kind of ["confirm", "request"])
    expect((await post(mailed.get(kind) ?? "")).status, kind).toBe(200);
  expect((await fetch(server.url + (mailed.get("guardian") ?? ""))).status).toBe(200);
});

test("after a new signing secret, the page of what was sent is where it was", async () => {
  expect((await fetch(`${server.url}/en/sent/${reference}/`)).status).toBe(200);
});
