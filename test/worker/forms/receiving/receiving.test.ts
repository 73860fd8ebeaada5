import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { signTicket } from "../../../../worker/forms/form/ticket.ts";
import { bytesOf } from "../../../../worker/web/base64url.ts";
import { ticketFor } from "../../client.ts";
import { allRows, ask, lastShown, makeSignedIn } from "../../site.ts";

const password = "seven salted almonds";
const message = { name: "Li Wei", email: "li@example.org", message: "Do you ship?", age: "of-age" };

/** What the last request's route left for the page it showed. */
function shownForm(page: string): {
  ticket: string;
  values: Record<string, string>;
  mistakes: { field: string }[];
  notice?: unknown;
  isTooYoung?: true;
} {
  return JSON.parse(lastShown())[`page:${page}`].filled;
}

describe("a form that is received", () => {
  it("is read no further when it comes from a child, whatever else is wrong with it", async () => {
    const fields = { ...message, age: "too-young", email: "no address", ticket: "forged" };
    const answer = await ask("/en/contact/", { fields });
    const { values, isTooYoung } = shownForm("/[lang]/contact/");
    expect([answer.status, values, isTooYoung]).toEqual([422, {}, true]);
    expect(lastShown()).not.toContain("Do you ship?");
  });

  it("comes back with a new ticket and its boxes unticked when it cannot be known what was shown", async () => {
    const fields = { ...message, email: "no address", consent: "yes", ticket: "forged" };
    const answer = await ask("/en/contact/", { fields });
    const { ticket, values, mistakes, notice } = shownForm("/[lang]/contact/");
    expect([answer.status, mistakes, notice]).toEqual([422, [], { reason: "expired" }]);
    expect(ticket).not.toBe("forged");
    expect(values).toMatchObject({ message: "Do you ship?" });
    expect(values).not.toHaveProperty("consent");
  });

  it("comes back when its ticket is another language's", async () => {
    const [payload = ""] = (await ticketFor(env, "contact")).split(".");
    const ticket = { ...JSON.parse(new TextDecoder().decode(bytesOf(payload))), language: "zh" };
    const fields = { ...message, ticket: await signTicket(ticket, env.SIGNING_SECRET) };
    const answer = await ask("/en/contact/", { fields });
    expect([answer.status, shownForm("/[lang]/contact/").notice]).toEqual([422, { reason: "expired" }]);
  });

  it("keeps its ticket when an answer is to be put right, so that it is one submission", async () => {
    const ticket = await ticketFor(env, "contact");
    const answer = await ask("/en/contact/", { fields: { ...message, email: "no address", ticket } });
    const shown = shownForm("/[lang]/contact/");
    expect([answer.status, shown.ticket]).toEqual([422, ticket]);
    expect(shown.mistakes.map(({ field }) => field)).toContain("email");
    expect((await allRows()).filter((row) => row.startsWith("submissions "))).toEqual([]);
  });
});

describe("a form of an account that is received", () => {
  it("keeps its ticket and what was typed, and never a password", async () => {
    const { cookie } = await makeSignedIn("li@example.org", password);
    const ticket = await ticketFor(env, "new-address");
    const fields = { email: "new@example.org", password: "a wrong password", ticket };
    const answer = await ask("/en/account/security/email/", { cookie, fields });
    const shown = shownForm("/[lang]/account/security/email/");
    expect([answer.status, shown.ticket, shown.values]).toEqual([422, ticket, { email: "new@example.org" }]);
    expect(lastShown()).not.toContain("a wrong password");
  });

  it("is asked for again with what was loaded for its page", async () => {
    const { cookie } = await makeSignedIn("li@example.org", password);
    const fields = { name: "", phone: "", address: "", ticket: await ticketFor(env, "details") };
    const answer = await ask("/en/account/details/", { cookie, fields });
    const { filled, besides } = JSON.parse(lastShown())["page:/[lang]/account/details/"];
    expect([answer.status, filled.mistakes.length, besides.details.name]).toEqual([422, 1, "Li Wei"]);
  });
});
