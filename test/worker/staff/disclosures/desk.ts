import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { type Role, sessionCookie } from "../../../../worker/accounts/engine/signed-in.ts";
import { insertSession } from "../../../../worker/accounts/engine/stored-rows.ts";
import { updateRole } from "../../../../worker/accounts/engine/users.ts";
import { referenceFrom } from "../../../../worker/forms/form/reference.ts";
import { answers } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { makeClient } from "../../client.ts";
import { ask, fillIn } from "../../site.ts";

export const password = "seven dried apricots";

/** Somebody who is signed in, without the work of signing in. */
export async function signedIn(email: string, role: Role): Promise<{ userId: string; cookie: string }> {
  const userId = await makeClient(env, email, password);
  const token = crypto.randomUUID();
  const [now, later] = [Date.now(), Date.now() + 3_600_000].map((at) => new Date(at).toISOString());
  await env.DB.batch([
    updateRole(env.DB, userId, role),
    env.DB.prepare("update users set two_factor_enabled = ?2 where id = ?1").bind(
      userId,
      Number(role !== "client"),
    ),
    await insertSession(env.DB, { id: crypto.randomUUID(), userId, token }, "", now ?? "", later ?? ""),
  ]);
  const signature = btoa(String.fromCharCode(...(await signatureOf(token))));
  return { userId, cookie: `${sessionCookie}=${encodeURIComponent(`${token}.${signature}`)}` };
}

async function signatureOf(token: string): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const how = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(env.SIGNING_SECRET), how, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(token)));
}

/** What every proposal of these tests says, unless a test says otherwise. */
const usual = {
  kind: "order",
  recipient: "District court",
  basis: "Code of procedure, article 57",
  paper: "Order 17 of 1 November",
  reason: "The court ordered it.",
  "field-name": "yes",
  "field-email": "yes",
  tell: "tell",
};

/** Sends a proposal, and gives its reference with the answer. */
export async function propose(
  cookie: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ reference: string; answer: Response }> {
  const reference = referenceFrom("R", crypto.getRandomValues(new Uint8Array(12)));
  const answer = await ask("/staff/disclosures/propose/", {
    cookie,
    fields: { ...usual, ...fields, reference },
  });
  await settled();
  return { reference, answer };
}

/** Takes a step of a disclosure with a form made for its place in the history; gives the name of what was done. */
export async function step(
  cookie: string,
  reference: string,
  name: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = `/staff/disclosures/${reference}/`;
  const last = await env.DB.prepare("select count(*) as events from disclosure_events where disclosure = ?1")
    .bind(reference)
    .first<{ events: number }>();
  const position = String((last?.events ?? 0) + 1);
  const answer = await ask(`${path}${name}/`, { cookie, fields: { position, ...fields } });
  await settled();
  expect([name, answer.status]).toEqual([name, 303]);
  return new URL(answer.headers.get("location") ?? "", env.ORIGIN).searchParams.get("done") ?? "";
}

/** The file of an approved disclosure. */
export async function download(cookie: string, reference: string): Promise<Response> {
  const answer = await ask(`/staff/disclosures/${reference}/export/`, { cookie, fields: {} });
  await settled();
  return answer;
}

/** The reference of a message that somebody sent just now. */
export async function sentBy(email: string): Promise<string> {
  const sent = await fillIn("contact", "/en/contact/", { ...answers.contact, email });
  await settled();
  return /M-[0-9A-Z-]+/.exec(sent.headers.get("location") ?? "")?.[0] ?? "";
}
