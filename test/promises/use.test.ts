import { describe, expect, test } from "vitest";
import { answers, registration } from "../fixtures/answers.ts";
import { madeClient } from "../http/accounts.ts";
import { fillIn, mailTo, referenceOf, rowsOf, sharedSite } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { from, inText, onDisk } from "./outside.ts";

const site = sharedSite();

describe("use", () => {
  test("to tell you the current status of your order", async () => {
    const email = "order.status@promises.example.org";
    const reference = referenceOf(await fillIn(`${site.url}/en/order/`, from("order", email)));
    const { visitor } = await staffMember(site.server, "manager");
    const offer = { position: "1", price: "CNY 412,000", terms: "At Khorgos.", holdsUntil: "2099-12-31" };
    expect((await visitor.send(`/staff/orders/${reference}/offer/`, offer)).status).toBe(303);
    const change = { position: "2", status: "confirmed", note: "We load it on Monday." };
    expect((await visitor.send(`/staff/orders/${reference}/status/`, change)).status).toBe(303);
    expect((await mailTo(site.server, email, "We load it on Monday.")).text).toContain(reference);
    const client = await madeClient(site.server, email);
    const orders = inText(await (await client.open("/en/account/orders/")).text());
    expect(orders).toMatch(/Confirmed/);
    expect(orders).toContain("We load it on Monday.");
  });

  test("to improve the quality of our customer service, of the products on offer and of this site, whose work we analyse through your feedback and ratings", async () => {
    const reference = referenceOf(
      await fillIn(`${site.url}/en/feedback/`, {
        ...from("feedback", "rates@promises.example.org"),
        rating: "2",
      }),
    );
    const { email: _, ...nameless } = answers.feedback;
    const anonymous = referenceOf(await fillIn(`${site.url}/en/feedback/`, nameless));
    expect((await rowsOf(site.server, "feedback")).map(({ reference: one }) => one)).toContain(anonymous);
    const row = (await rowsOf(site.server, "feedback")).find((one) => one.reference === reference);
    expect(row?.rating).toBe(2);
  });

  test("Only an account has a user ID, so this record exists only for Clients who sign in.", async () => {
    const email = "signs.in@promises.example.org";
    const address = "203.0.113.91";
    const client = await madeClient(site.server, email, { "cf-connecting-ip": address });
    const before = (await rowsOf(site.server, "sign_ins")).length;
    for (const path of ["/en/", "/en/contact/", "/en/policy/"]) await client.open(path);
    await fillIn(`${site.url}/en/contact/`, from("contact", email));
    expect(await rowsOf(site.server, "sign_ins")).toHaveLength(before);
    await client.fillIn("/en/sign-in/", { email, password: registration.password });
    expect(await rowsOf(site.server, "sign_ins")).toHaveLength(before + 1);
    expect(onDisk(site, [address])).toEqual([]);
    expect(inText(await (await client.open("/en/account/security/")).text())).toMatch(/signed in/i);
  });
});
