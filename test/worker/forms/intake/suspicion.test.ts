import { describe, expect, it } from "vitest";
import { isQuarantined, suspicionsOf } from "../../../../worker/forms/intake/suspicion.ts";
import { contactForm } from "../../../../worker/submissions/contact/form.ts";
import { message, ticket } from "../../../fixtures/contact.ts";

const after = (ms: number) => new Date(ticket.issuedAt + ms);
const judge = (ms: number, more: Record<string, string> = {}) =>
  suspicionsOf(contactForm, ticket, new Map(Object.entries(more)), { ...message, ...more }, after(ms));
const links = (count: number) => "https://shop.example/ ".repeat(count);

describe("a form that a person sends", () => {
  it("is above suspicion", () => {
    expect(judge(60_000, { remarks: "" })).toEqual([]);
  });

  it("is not held back because a browser filled it in fast, or because it has links", () => {
    expect(isQuarantined(judge(500))).toBe(false);
    expect(isQuarantined(judge(60_000, { message: links(9) }))).toBe(false);
  });
});

describe("a form that a robot sends", () => {
  it("is quarantined when the field that nobody sees is filled in", () => {
    expect(judge(60_000, { remarks: "x" })).toEqual(["trap"]);
    expect(isQuarantined(["trap"])).toBe(true);
  });

  it("is quarantined when it is too fast for a person and full of links", () => {
    expect(judge(500, { message: links(4) })).toEqual(["fast", "links"]);
    expect(isQuarantined(["fast", "links"])).toBe(true);
  });
});
