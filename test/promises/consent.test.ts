import { describe, expect, test } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { madeClient } from "../http/accounts.ts";
import { fillIn, mailTo, referenceOf, rowsOf, sharedSite } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { from, inForce, inText, press, receiptOf } from "./outside.ts";

const site = sharedSite();

describe("consent", () => {
  test("Each of these purposes has its own wording and its own box, and no box is ticked in advance.", async () => {
    const html = await (await fetch(`${site.url}/en/order/`)).text();
    const boxes = [...html.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)].map(([tag]) => tag);
    expect(boxes.filter((tag) => /name="(?:consent|newsletter)"/.test(tag))).toHaveLength(2);
    expect(boxes.filter((tag) => tag.includes("checked"))).toEqual([]);
    const reference = referenceOf(
      await fillIn(`${site.url}/en/order/`, {
        ...from("order", "two.boxes@promises.example.org"),
        newsletter: "yes",
      }),
    );
    const consents = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === reference);
    expect(new Set(consents.map(({ purpose }) => purpose)).size).toBe(consents.length);
    expect(consents.length).toBeGreaterThanOrEqual(1);
  });

  test("When you consent, we record the words you saw, the version of this policy and the time.", async () => {
    const reference = referenceOf(await fillIn(`${site.url}/en/contact/`, answers.contact));
    const [row] = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === reference);
    expect(row).toMatchObject({ event: "given", policy_version: (await inForce(site)).date });
    const text = JSON.stringify(row);
    expect(text).toMatch(/[0-9a-f]{64}/);
    expect(Date.parse(String(row?.recorded_at))).toBeGreaterThan(Date.now() - 600_000);
  });

  test("You receive a receipt to keep.", async () => {
    const reference = referenceOf(await fillIn(`${site.url}/en/contact/`, answers.contact));
    const receipt = await receiptOf(site, `/en/sent/${reference}/receipt.json`);
    expect(JSON.stringify(receipt)).toContain(reference);
    expect(JSON.stringify(receipt)).not.toContain("Li Wei");
  });

  test("Once you withdraw, we stop using the data for that purpose.", async () => {
    const email = "withdraws@promises.example.org";
    const client = await madeClient(site.server, email);
    const [taken, other] = [await orderFrom(email), await orderFrom(email)];
    const listed = await (await client.open("/en/account/consents/")).text();
    for (const reference of [taken, other]) expect(listed).toContain(`value="${reference}/orders"`);
    await client.send("/en/account/consents/withdraw/", { consent: `${taken}/orders` });
    await mailTo(site.server, email, `You took back your consent to ${taken}`);
    const { visitor } = await staffMember(site.server, "manager");
    const change = { position: "2", status: "confirmed", note: "" };
    expect((await visitor.send(`/staff/orders/${taken}/status/`, change)).status).toBe(409);
    expect(inText(await (await visitor.open(`/staff/orders/${taken}/`)).text())).not.toContain("2 tonnes");
    // Refusing or withdrawing one consent does not affect the others.
    const next = { position: "1", status: "cancelled", note: "It is sold out." };
    expect((await visitor.send(`/staff/orders/${other}/status/`, next)).status).toBe(303);
  });

  test("on the data request page, if you have no account", async () => {
    const email = "withdraws.by.form@promises.example.org";
    const taken = referenceOf(await fillIn(`${site.url}/en/contact/`, from("contact", email)));
    const asked = { ...from("data-request", email), kind: "withdraw", about: taken };
    await fillIn(`${site.url}/en/data-request/`, asked);
    expect((await press(site, email, "confirm")).status).toBe(200);
    const events = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === taken);
    expect(events.map(({ event }) => event)).toEqual(["given", "withdrawn"]);
    const { visitor } = await staffMember(site.server, "manager");
    expect((await visitor.send(`/staff/inbox/${taken}/handled/`, { position: "2" })).status).toBe(409);
  });
});

async function orderFrom(email: string): Promise<string> {
  return referenceOf(await fillIn(`${site.url}/en/order/`, from("order", email)));
}
