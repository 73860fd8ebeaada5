import { describe, expect, it } from "vitest";
import { referenceFrom } from "../../../../worker/forms/form/reference.ts";
import {
  readTicket,
  signTicket,
  submissionKey,
  ticketLifetime,
} from "../../../../worker/forms/form/ticket.ts";
import { ticket } from "../../../fixtures/contact.ts";

const secret = "a-secret-for-tests-that-is-long-enough";
const shown = ticket.issuedAt;
const soon = new Date(shown + 60_000);

describe("the ticket of a page that was opened here", () => {
  it("says what was shown when the form comes in", async () => {
    expect(await readTicket(await signTicket(ticket, secret), "contact", secret, soon)).toEqual(ticket);
  });

  it("is good for a day and no longer", async () => {
    const signed = await signTicket(ticket, secret);
    expect(await readTicket(signed, "contact", secret, new Date(shown + ticketLifetime))).toEqual(ticket);
    expect(await readTicket(signed, "contact", secret, new Date(shown + ticketLifetime + 1))).toBeUndefined();
  });

  it("is good for its own form only", async () => {
    expect(await readTicket(await signTicket(ticket, secret), "order", secret, soon)).toBeUndefined();
  });

  it("is not good before it was made", async () => {
    const signed = await signTicket(ticket, secret);
    expect(await readTicket(signed, "contact", secret, new Date(shown - 1))).toBeUndefined();
  });
});

describe("a ticket that somebody else made", () => {
  it("is refused when another secret signed it", async () => {
    const signed = await signTicket(ticket, "another-secret-for-tests-long-enough");
    expect(await readTicket(signed, "contact", secret, soon)).toBeUndefined();
  });

  it("is refused when it names another version than the one that was signed", async () => {
    const [, signature] = (await signTicket(ticket, secret)).split(".");
    const [payload] = (await signTicket({ ...ticket, policyVersion: "2020-01-01" }, secret)).split(".");
    expect(await readTicket(`${payload}.${signature}`, "contact", secret, soon)).toBeUndefined();
  });

  it("is refused when one character of the signature is another", async () => {
    const signed = await signTicket(ticket, secret);
    const last = signed.endsWith("A") ? "B" : "A";
    expect(await readTicket(`${signed.slice(0, -1)}${last}`, "contact", secret, soon)).toBeUndefined();
  });

  it.each(["", ".", "..", "a.b", "e30.", "%%%.%%%", "你好.你好"])(
    "is refused when it is %j",
    async (signed) => {
      expect(await readTicket(signed, "contact", secret, soon)).toBeUndefined();
    },
  );
});

describe("the same form sent again", () => {
  const values = { name: "Li", message: "Hello" };

  it("gets the same reference", async () => {
    const once = await submissionKey(ticket, values, secret);
    const again = await submissionKey(ticket, { ...values }, secret);
    expect(referenceFrom("M", again)).toBe(referenceFrom("M", once));
  });

  it("gets another reference when an answer, the page or the secret is another", async () => {
    const keys = await Promise.all([
      submissionKey(ticket, values, secret),
      submissionKey(ticket, { ...values, message: "Hello!" }, secret),
      submissionKey({ ...ticket, nonce: "another" }, values, secret),
      submissionKey({ ...ticket, form: "order" }, values, secret),
      submissionKey(ticket, values, `${secret}!`),
    ]);
    expect(new Set(keys.map((key) => referenceFrom("M", key))).size).toBe(5);
  });

  it("gets a reference that can be read out on the phone", async () => {
    const reference = referenceFrom("M", await submissionKey(ticket, values, secret));
    expect(reference).toMatch(/^M-(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
  });
});
