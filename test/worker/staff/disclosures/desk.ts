import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { referenceFrom } from "../../../../worker/forms/form/ticket.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, makeSignedIn } from "../../site.ts";

export const password = "seven dried apricots";

/** Somebody of the staff, signed in. */
export async function makeStaff(
  email: string,
  role = "manager",
): Promise<{ userId: string; cookie: string }> {
  const member = await makeSignedIn(email, password);
  await env.DB.prepare("update users set role = ?2, two_factor_enabled = 1 where id = ?1")
    .bind(member.userId, role)
    .run();
  return member;
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
  const reference = referenceFrom("D", crypto.getRandomValues(new Uint8Array(12)));
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
