import { expect } from "vitest";
import { mailTo } from "../http/site.ts";
import { mailsTo } from "../http/visitor.ts";
import { inText } from "../promises/outside.ts";
import { keptNow } from "./books.ts";
import { references, signedIn, staff } from "./on-site.ts";
import type { WalkedSite } from "./walked-site.ts";

/** Its number in the register. */
const reference = "R-YEAR-S000-0001";

/** Staff hand over Li's order to a court, keep it from Li for a year, and hold it. */
export async function disclosureStaysSecret(site: WalkedSite, li: string, order: string): Promise<void> {
  await site.goTo("2027-04-10");
  const [first, second] = [await staff(site, "manager"), await staff(site, "owner")];
  const proposal = {
    reference,
    kind: "order",
    recipient: "District court",
    basis: "Code of procedure, article 57",
    reason: "The court ordered it.",
    records: order,
    "field-name": "yes",
    tell: "withhold",
    silence: "The inquiry is secret.",
    reviewOn: "2028-03-01",
    hold: "yes",
  };
  expect((await first.send("/staff/disclosures/propose/", proposal)).status).toBe(303);
  await second.send(`/staff/disclosures/${reference}/approve/`, { position: "3" });
  const file = await (await second.send(`/staff/disclosures/${reference}/export/`, {})).json();
  expect(file).toMatchObject({ disclosure: { records: [{ record: order, data: { name: "Li Wei" } }] } });
  const client = await signedIn(site, li);
  for (const page of ["", "orders/", "consents/", "disclosures/", "delete/"])
    expect(await (await client.open(`/en/account/${page}`)).text(), page).not.toMatch(/R-YEAR|court/i);
  expect(mailsTo(site.server.mailbox, li).filter(({ text }) => text.includes(reference))).toEqual([]);
  expect((await keptNow(site)).disclosures).toEqual([]);
}

/** On its day the secret comes up, Li is told, and the count of its year grows. */
export async function disclosureIsTold(site: WalkedSite, li: string): Promise<void> {
  await site.run("vault", "rotate", "--drop-old");
  await site.goTo("2028-03-02");
  const owner = await staff(site, "owner");
  expect(inText(await (await owner.open("/staff/")).text())).toContain("1 disclosure to review");
  await owner.send(`/staff/disclosures/${reference}/tell/`, { position: "5" });
  expect((await mailTo(site.server, li, reference)).text).toContain("District court");
  expect((await keptNow(site)).disclosures).toEqual([{ year: "2027", kind: "order", count: 1 }]);
}

/** Three years after its delivery Li's first order is over; it stays while it is held, and not a day longer. */
export async function holdOutlastsThePeriod(site: WalkedSite, order: string, second: string): Promise<void> {
  await site.goTo("2029-12-20");
  expect(await references(site, "orders")).toContain(order);
  const owner = await staff(site, "owner");
  await owner.send(`/staff/disclosures/${reference}/hold/release/`, { position: "6" });
  await site.goTo("2029-12-21");
  expect(await references(site, "orders")).toEqual([second]);
}
