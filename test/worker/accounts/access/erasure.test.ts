import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Texts } from "../../../../worker/texts/compiled/types.ts";
import { answers } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { allRows, ask, fillIn, makeSignedIn } from "../../site.ts";

const [email, password] = ["li@example.org", "seven dried apricots"];

/** Where everything is stored that the page names before an erasure. */
const tablesOf: Record<keyof Texts["accounts"]["erasure"]["delete"]["rows"], readonly string[]> = {
  consents: ["consents"],
  signatures: ["signatures"],
  erasure: ["erasures"],
  disclosures: ["disclosures", "disclosure_records", "disclosure_events"],
  audit: ["audit_entries"],
  marks: ["used_verifications", "sign_in_failures"],
};
/** Tables that hold nothing about anybody. */
const impersonal = /^(?:visit|vault_keys|key_checks|job_runs|consent_words|consent_counts|rating_counts)/;
/** Tables that the steps below fill. The test would prove nothing about an empty one. */
const everyTable = [
  "users",
  "credentials",
  "sessions",
  "two_factors",
  "waiting_addresses",
  "former_addresses",
  "verifications",
  "used_verifications",
  "sign_ins",
  "sign_in_failures",
  "submissions",
  "orders",
  "contact_messages",
  "feedback",
  "data_requests",
  "status_events",
  "newsletter_subscriptions",
  "links",
  "outbox",
  "consents",
  "signatures",
  "audit_entries",
];
const tableOf = (row: string) => row.split(" ")[0] ?? "";

it("leaves exactly what the page has named, whatever somebody did and staff did with it", async () => {
  const staff = await makeSignedIn("manager@example.org", password);
  await settled();
  await env.DB.prepare("update users set role = 'manager', two_factor_enabled = 1").run();
  const ownOfStaff = new Set(await allRows());
  const { userId, cookie } = await makeSignedIn(email, password);
  await doEverything(cookie);
  await handleAll(staff.cookie);
  await settled();
  await leaveMarks(userId);
  const before = await ofClient(ownOfStaff, staff.userId);
  for (const table of everyTable) expect(before.map(tableOf)).toContain(table);

  const erased = await fillIn("delete", "/en/account/delete/", { when: "now", password }, cookie);
  expect(erased.headers.get("location")).toBe("/en/erased/");
  await settled();
  const left = await ofClient(ownOfStaff, staff.userId);
  const named = Object.values(tablesOf).flat();
  expect([...new Set(left.map(tableOf))].filter((table) => !named.includes(table))).toEqual([]);
  for (const table of ["consents", "signatures", "erasures", "audit_entries"])
    expect(left.map(tableOf)).toContain(table);
  expect(left.map(tableOf)).not.toContain("sign_in_failures");
  for (const row of left) expect(row).not.toMatch(/Li Wei|example\.org|apricot|203\.0\.113|"v1\./i);
});

/** Everything a client can leave behind: what was sent, signed, requested, mistyped and begun. */
async function doEverything(cookie: string): Promise<void> {
  for (const [form, fields] of [
    ["contact", answers.contact],
    ["feedback", answers.feedback],
    ["data-request", answers["data-request"]],
    ["newsletter", answers.newsletter],
  ] as const)
    await fillIn(form, `/en/${form}/`, { ...fields, email });
  await fillIn("signed-order", "/en/account/order/", { ...answers.order, password }, cookie);
  await fillIn("accept-policy", "/en/account/consents/accept/", { consent: "yes", password }, cookie);
  await fillIn("own-newsletter", "/en/account/newsletter/", { newsletter: "yes" }, cookie);
  await fillIn(
    "new-address",
    "/en/account/security/email/",
    { email: "later@example.org", password },
    cookie,
  );
  await fillIn("two-factor", "/en/account/security/two-factor/", { password }, cookie);
  await fillIn("forgot-password", "/en/forgot-password/", { email });
  await fillIn("sign-in", "/en/sign-in/", { email, password: "not it at all" });
  const order = (await allRows()).find((row) => row.startsWith("orders ")) ?? "";
  const reference = /"reference":"([^"]+)"/.exec(order)?.[1] ?? "";
  await ask("/en/account/consents/withdraw/", { cookie, fields: { consent: `${reference}/order` } });
}

/** A manager opens the order and changes its status. */
async function handleAll(cookie: string): Promise<void> {
  const { results } = await env.DB.prepare("select reference from orders").all<{ reference: string }>();
  for (const { reference } of results) {
    const page = `/staff/orders/${reference}/`;
    await ask(page, { cookie });
    const offer = { price: "CNY 1", terms: "At Khorgos.", holdsUntil: "2099-12-31", position: "1" };
    await ask(`${page}offer/`, { cookie, fields: offer });
    const accepted = { status: "confirmed", note: "Dried apricots it is", position: "2" };
    await ask(`${page}status/`, { cookie, fields: accepted });
    await ask(`${page}answer/`, { cookie, fields: { do: "note", answer: "Dried apricots, noted." } });
  }
}

/** Marks and an earlier address, as other days leave them. */
async function leaveMarks(userId: string): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      "insert into former_addresses values (?1, 'an-index-of-before', '2026-11-01T00:00:00Z')",
    ).bind(userId),
    env.DB.prepare("insert into used_verifications values ('hash', '2026-11-30T00:00:00Z')"),
  ]);
}

/** Rows about the client: without those about nobody and those of staff. */
async function ofClient(ownOfStaff: ReadonlySet<string>, staffId: string): Promise<string[]> {
  return (await allRows()).filter((row) => {
    const isOfStaff = ownOfStaff.has(row) || (row.includes(staffId) && !row.startsWith("audit_entries "));
    return !impersonal.test(row) && (!isOfStaff || row.startsWith("status_events "));
  });
}
