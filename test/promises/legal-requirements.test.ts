import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { madeClient } from "../http/accounts.ts";
import { mailTo, referenceOf, rowsOf, sharedSite } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import type { Visitor } from "../http/visitor.ts";
import { inText } from "./outside.ts";

const site = sharedSite();
const email = "disclosed@promises.example.org";
let soon: string;
let first: Visitor;
let second: Visitor;
let client: Visitor;
let order: string;

beforeAll(async () => {
  soon = new Date(site.server.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  first = (await staffMember(site.server, "manager")).visitor;
  second = (await staffMember(site.server, "owner")).visitor;
  client = await madeClient(site.server, email);
  order = referenceOf(await client.fillIn("/en/order/", { ...orderOf(email) }));
});

describe("legal-requirements", () => {
  test("Every disclosure is entered in a register before any data leaves the Organization.", async () => {
    const reference = await propose({});
    const [entry] = await entriesOf(reference);
    expect(entry).toMatchObject({ kind: "order", state: "proposed", handed_over_on: null });
    for (const person of [first, second]) {
      const answer = await person.send(`/staff/disclosures/${reference}/export/`, {});
      expect(await answer.text()).not.toContain("Urumqi");
    }
    await first.send(`/staff/disclosures/${reference}/approve/`, { position: "2" });
    expect((await entriesOf(reference))[0]).toMatchObject({ state: "proposed", approved_by: null });
  });

  test("Only the data named in the entry is handed over.", async () => {
    const reference = await propose({ "field-name": "yes", "field-goods": "yes" });
    const { text, file } = await handOver(reference, 2);
    expect(file.disclosure.records).toEqual([
      { record: order, data: { name: orderOf(email).name, goods: orderOf(email).goods } },
    ]);
    for (const kept of [email, orderOf(email).address, orderOf(email).delivery])
      expect(text).not.toContain(kept);
  });

  test("By default, the Organization tells the Client about a disclosure that concerns them.", async () => {
    const reference = await propose({});
    await handOver(reference, 2);
    expect((await mailTo(site.server, email, reference)).text).toContain("District court");
    expect(await accountText()).toContain(reference);
  });

  test.each([
    ["when a court orders it, including for use by investigating authorities", "order"],
    ["when suspected offences, fraud or the theft of data are being investigated", "investigation"],
    ["when a contractual obligation is being fulfilled", "contract"],
    ["we protect the security of this site, rights under the law and rights in property", "rights"],
  ])("Within the limits set under “No transfer to third parties”, we may do so: (%s)", async (_, kind) => {
    const before = (await shownYears()).find((year) => year.kind === kind)?.count ?? 0;
    const reference = await propose({ kind });
    const { file } = await handOver(reference, 2);
    expect(file.disclosure.records).toHaveLength(1);
    expect((await shownYears()).find((year) => year.kind === kind)?.count).toBe(before + 1);
  });

  test("This site shows the number of disclosures made.", async () => {
    const before = await shownCount();
    await handOver(await propose({ tell: "withhold", silence: "A secret inquiry.", reviewOn: soon }), 3);
    expect(await shownCount()).toBe(before);
    const reference = await propose({});
    await handOver(reference, 2);
    expect(await shownCount()).toBe(before + 1);
    const deeds = (await rowsOf(site.server, "audit_entries")).filter(({ subject }) => subject === reference);
    expect(deeds.map(({ action }) => action)).toEqual([
      "disclosure-proposed",
      "disclosure-approved",
      "disclosure-exported",
    ]);
  });

  test("The register then holds the reason and the date.", async () => {
    const silence = { tell: "withhold", silence: "A secret inquiry.", reviewOn: soon };
    expect((await proposal({ ...silence, silence: "" })).status).toBe(422);
    expect((await proposal({ ...silence, reviewOn: "" })).status).toBe(422);
    const reference = await propose({ ...silence, hold: "yes" });
    await handOver(reference, 3);
    const shown = inText(await (await second.open(`/staff/disclosures/${reference}/`)).text());
    expect(shown).toContain("A secret inquiry.");
    expect((await entriesOf(reference))[0]).toMatchObject({ review_on: soon, told_at: null });
    expect(await accountText()).not.toContain(reference);
    expect(await exported()).not.toMatch(new RegExp(`${reference}|secret`, "i"));
    const mails = (await rowsOf(site.server, "outbox")).filter(({ id }) => String(id).startsWith(reference));
    expect(mails).toEqual([]);
  });
});

describe("a disclosure by agreement", () => {
  test("Within the limits set under “No transfer to third parties”, we may do so:", async () => {
    const asked = await propose({ kind: "agreement" });
    expect((await handedOver(asked, 3)).status).not.toBe(200);
    const answers = async (reference: string, answer: string) =>
      client.send("/en/account/disclosures/answer/", { reference, answer });
    await mailTo(site.server, email, asked);
    await answers(asked, "refuse");
    expect((await handedOver(asked, 4)).status).not.toBe(200);
    const agreed = await propose({ kind: "agreement" });
    await answers(agreed, "agree");
    const { file } = await handOver(agreed, 4);
    expect(file.disclosure.records).toHaveLength(1);
  });
});

function orderOf(address: string) {
  return {
    goods: "Dried apricots",
    quantity: "20 boxes",
    delivery: "By rail, in May",
    name: "Li Wei",
    company: "",
    address: "2 Example Road, Urumqi",
    email: address,
    phone: "",
    age: "of-age",
    consent: "yes",
  };
}

async function proposal(fields: Readonly<Record<string, string>>, reference = made()): Promise<Response> {
  const usual = {
    kind: "order",
    recipient: "District court",
    basis: "Code of procedure, article 57",
    reason: "The court ordered it.",
    records: order,
    "field-name": "yes",
    tell: "tell",
  };
  return first.send("/staff/disclosures/propose/", { ...usual, ...fields, reference });
}

async function propose(fields: Readonly<Record<string, string>>): Promise<string> {
  const reference = made();
  expect((await proposal(fields, reference)).status).toBe(303);
  return reference;
}

/** A second person approves, and the file is downloaded. */
async function handOver(reference: string, position: number) {
  const text = await (await handedOver(reference, position)).text();
  const file = JSON.parse(text) as { disclosure: { records: unknown } };
  return { text, file };
}

async function handedOver(reference: string, position: number): Promise<Response> {
  await second.send(`/staff/disclosures/${reference}/approve/`, { position: String(position) });
  return second.send(`/staff/disclosures/${reference}/export/`, {});
}

async function entriesOf(reference: string) {
  return (await rowsOf(site.server, "disclosures")).filter((row) => row.reference === reference);
}

/** How many disclosures the site counts for everybody, by year and kind. */
async function shownYears(): Promise<{ kind: string; count: number }[]> {
  const { evidence } = (await (await fetch(`${site.url}/en/policy/kept.json`)).json()) as {
    evidence: { id: string; years?: { kind: string; count: number }[] }[];
  };
  return evidence.find(({ id }) => id === "disclosures")?.years ?? [];
}

async function shownCount(): Promise<number> {
  return (await shownYears()).reduce((sum, { count }) => sum + count, 0);
}

/** Everything in the file that the client takes along. */
async function exported(): Promise<string> {
  const answer = await client.send("/en/account/export/", {});
  return Object.values(unzipSync(new Uint8Array(await answer.arrayBuffer())))
    .map((file) => strFromU8(file))
    .join("\n");
}

async function accountText(): Promise<string> {
  const pages = ["", "orders/", "consents/", "disclosures/", "delete/"];
  return (
    await Promise.all(pages.map(async (page) => (await client.open(`/en/account/${page}`)).text()))
  ).join("\n");
}

/** A reference as the page with the form makes it. */
function made(): string {
  const digits = crypto.randomUUID().replaceAll("-", "").toUpperCase();
  return `R-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 12)}`;
}
