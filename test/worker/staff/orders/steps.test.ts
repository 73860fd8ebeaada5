import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import organization from "../../../../content/organization.yaml";
import { nextSteps } from "../../../../worker/submissions/order/steps.ts";
import { statusesOf } from "../../../../worker/submissions/status/status.ts";
import { ticketFor } from "../../client.ts";
import { ask, fillIn, makeSignedIn } from "../../site.ts";
import { act, answerLink, mailsTo, password, sent, shown, staff } from "../desk/people.ts";

const offer = { price: "CNY 412,000", terms: "Free at Khorgos, 30 days net.", holdsUntil: "2099-12-31" };

const statusOf = async (reference: string) =>
  (await env.DB.prepare("select status from submissions where reference = ?1")
    .bind(reference)
    .first("status")) as string;

const page = (reference: string) => `/staff/orders/${reference}/`;

/** An order that waits for its client to accept an offer. */
async function offered(cookie: string, email: string): Promise<string> {
  const reference = await sent("order", { email });
  const answer = await act(`${page(reference)}offer/`, offer, cookie);
  expect(answer.headers.get("location")).toBe(`${page(reference)}?done=offered`);
  return reference;
}

/** Accepts the offer that the change at a position made, with a mailed link. */
const accept = (link: string, reference: string, position = 1) =>
  act(link, { do: "accept", offer: `${reference}/status-${position}` }, "");

describe("the steps of an order", () => {
  it("are refused by the desk and by the database, unless they follow", async () => {
    const { cookie } = await staff();
    const reference = await sent("order");
    for (const status of ["confirmed", "preparing", "shipped", "completed", "received", "bought"]) {
      const answer = await act(`${page(reference)}status/`, { status, note: "Why not." }, cookie);
      expect([status, answer.status]).toEqual([status, 422]);
    }
    for (const [from, statuses] of statusesOf.order.map((one) => [one, nextSteps(one)] as const)) {
      for (const to of statusesOf.order) {
        if (to === "withdrawn" || to === from || statuses.includes(to)) continue;
        await env.DB.prepare("update submissions set status = ?2 where reference = ?1")
          .bind(reference, from)
          .run();
        const leap = env.DB.prepare(
          `insert into status_events (id, reference, position, status, changed_at, changed_by, sealed_note)
           values ('x', ?1, 1, ?2, '2026-12-01', 'U-1', 'v1.k1.x.y')`,
        ).bind(reference, to);
        await expect(leap.run(), `${from} to ${to}`).rejects.toThrow(
          /does not take this step|consent was withdrawn/,
        );
      }
    }
  });

  it("end with a reason where the order is cancelled", async () => {
    const { cookie } = await staff();
    const reference = await sent("order");
    const silent = await act(`${page(reference)}status/`, { status: "cancelled", note: " " }, cookie);
    expect(silent.status).toBe(422);
    expect(await statusOf(reference)).toBe("received");
    await act(`${page(reference)}status/`, { status: "cancelled", note: "Sold out." }, cookie);
    expect(await statusOf(reference)).toBe("cancelled");
    expect((await mailsTo("li.wei@example.org")).at(-1)?.text).toContain("> Sold out.");
    const late = await act(`${page(reference)}offer/`, { ...offer, position: "2" }, cookie);
    expect(late.status).toBe(409);
    expect(await statusOf(reference)).toBe("cancelled");
  });

  it("lead from an offer that its client accepts with the mailed link to a completed order", async () => {
    const { cookie } = await staff();
    const email = "buyer@example.org";
    const reference = await offered(cookie, email);
    const mail = (await mailsTo(email)).at(-1);
    expect(mail?.text).toContain("Price: CNY 412,000");
    expect(mail?.text).toContain("Free at Khorgos");
    const link = await answerLink(email);
    expect((await ask(link)).status).toBe(200);
    expect(await statusOf(reference)).toBe("offered");
    const accepted = await accept(link, reference);
    expect(accepted.headers.get("location")).toBe(`${link}?done=accept`);
    expect(await statusOf(reference)).toBe("confirmed");
    expect((await accept(link, reference)).headers.get("location")).toContain("done=late");
    for (const [index, status] of ["preparing", "shipped", "completed"].entries())
      await act(`${page(reference)}status/`, { status, note: "", position: String(index + 3) }, cookie);
    expect(await statusOf(reference)).toBe("completed");
    expect((await mailsTo(organization.email)).at(-1)?.subject).toContain("accepted the offer");
  });

  it("lead nowhere from an offer that is no longer the one that was shown", async () => {
    const { cookie } = await staff();
    const reference = await offered(cookie, "buyer@example.org");
    const link = await answerLink("buyer@example.org");
    await act(`${page(reference)}offer/`, { ...offer, price: "CNY 999,000", position: "2" }, cookie);
    expect((await accept(link, reference)).headers.get("location")).toContain("done=late");
    expect((await act(link, { do: "accept" }, "")).headers.get("location")).toContain("done=late");
    expect(await statusOf(reference)).toBe("offered");
    expect((await accept(link, reference, 2)).headers.get("location")).toContain("done=accept");
  });

  it("end where the client declines, and where the day of the offer is over nothing is accepted", async () => {
    const { cookie } = await staff();
    const declined = await offered(cookie, "declines@example.org");
    await act(await answerLink("declines@example.org"), { do: "decline" }, "");
    expect(await statusOf(declined)).toBe("cancelled");
    const late = await offered(cookie, "late@example.org");
    await env.DB.exec("drop trigger offers_never_change");
    await env.DB.prepare("update offers set holds_until = '2020-01-01'").run();
    const answer = await accept(await answerLink("late@example.org"), late);
    expect(answer.headers.get("location")).toContain("done=late");
    expect(await statusOf(late)).toBe("offered");
  });
});

describe("an offer to somebody with an account", () => {
  it("is accepted there, signed with the password, and not by the link alone", async () => {
    const { cookie } = await staff();
    const email = "account@example.org";
    const client = await makeSignedIn(email, password);
    const reference = await offered(cookie, email);
    const link = await answerLink(email);
    expect((await accept(link, reference)).headers.get("location")).toContain("done=late");
    expect(await statusOf(reference)).toBe("offered");
    const path = `/en/account/offer/${reference}/`;
    const wrong = await fillIn("accept-offer", path, { password: "not the password" }, client.cookie);
    expect(wrong.status).toBe(422);
    const right = await fillIn("accept-offer", path, { password }, client.cookie);
    expect(right.headers.get("location")).toBe("/en/account/orders/?done=offer-accepted");
    expect(await statusOf(reference)).toBe("confirmed");
    const signature = await env.DB.prepare("select purpose, document from signatures").first();
    expect(signature).toEqual({ purpose: "offer", document: `${reference}/status-1` });
  });

  it("is not accepted on a page that showed another one", async () => {
    const { cookie } = await staff();
    const client = await makeSignedIn("account@example.org", password);
    const reference = await offered(cookie, "account@example.org");
    const path = `/en/account/offer/${reference}/`;
    const ticket = await ticketFor(env, "accept-offer");
    await new Promise((resolve) => setTimeout(resolve, 5));
    await act(`${page(reference)}offer/`, { ...offer, price: "CNY 999,000", position: "2" }, cookie);
    const late = await ask(path, { cookie: client.cookie, fields: { password, ticket } });
    expect(late.headers.get("location")).toBe("/en/account/orders/?done=offer-late");
    expect(await statusOf(reference)).toBe("offered");
  });

  it("is nobody else's to see", async () => {
    const { cookie } = await staff();
    const reference = await offered(cookie, "somebody@example.org");
    const other = await makeSignedIn("other@example.org", password);
    expect((await ask(`/en/account/offer/${reference}/`, { cookie: other.cookie })).status).toBe(404);
    expect((await ask("/en/answer/nothing/")).status).toBe(404);
    expect(shown("/[lang]/answer/[token]/")).toEqual({});
  });
});
