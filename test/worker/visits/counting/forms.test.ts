import { describe, expect, it } from "vitest";
import { cellsOf } from "../../../../worker/visits/counting/cells.ts";
import { place, seen } from "../../../fixtures/visit.ts";

const at = new Date("2026-12-01T01:30:00Z");

describe("a form", () => {
  const sent = (outcome: "refused" | "accepted", status: number) =>
    seen({}, { method: "POST", status, outcome: { form: "contact", outcome } });

  it("that is shown is one more cell of its page's view", () => {
    const request = seen({}, { outcome: { form: "contact", outcome: "shown" } });
    expect(cellsOf(request, at, place).at(-1)).toMatchObject({ indicator: "form", value: "contact shown" });
  });

  it.each([
    ["refused", 422],
    ["accepted", 303],
  ] as const)("that is %s is that and no view", (outcome, status) => {
    expect(cellsOf(sent(outcome, status), at, place)).toEqual([
      {
        day: "2026-12-01",
        rules: "1",
        indicator: "form",
        value: `contact ${outcome}`,
        views: 1,
        visits: 0,
      },
    ]);
  });

  it("that is sent by somebody who opted out leaves nothing at all", () => {
    const request = { ...sent("accepted", 303), headers: new Headers({ "sec-gpc": "1" }) };
    expect(cellsOf(request, at, place)).toEqual([]);
  });
});
