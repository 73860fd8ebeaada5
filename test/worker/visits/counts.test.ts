import { describe, expect, it } from "vitest";
import { capValues, mergeCells } from "../../../worker/visits/core.ts";
import { indicators } from "../../../worker/visits/schema.ts";
import { cell } from "../../fixtures/visit.ts";

describe("views that come together", () => {
  it("are added up by day, indicator and value", () => {
    const monday = cell("page", "/en/", 1, 1);
    const tuesday = { ...monday, day: "2026-12-02" };
    const merged = mergeCells([monday, cell("page", "/en/", 2, 0), tuesday, cell("country", "/en/", 1)]);
    expect(merged).toEqual([cell("page", "/en/", 3, 1), tuesday, cell("country", "/en/", 1)]);
    expect(monday.views).toBe(1);
  });

  it("are counted as “other” once an indicator has as many values as a day may have", () => {
    const { cap } = indicators.campaign;
    const known = new Map<string, Set<string>>();
    const names = Array.from({ length: cap }, (_, index) => cell("campaign", `c${index}`));
    expect(capValues(names, known)).toEqual(names);
    const late = [cell("campaign", "late"), cell("campaign", "c0"), cell("campaign", "later")];
    expect(capValues(late, known).map(({ value }) => value)).toEqual(["other", "c0", "other"]);
  });

  it("have a cap for each day and each indicator of their own", () => {
    const known = new Map<string, Set<string>>();
    capValues(
      Array.from({ length: indicators.device.cap }, (_, index) => cell("device", `d${index}`)),
      known,
    );
    const others = [{ ...cell("device", "new"), day: "2026-12-02" }, cell("browser", "new")];
    expect(capValues(others, known)).toEqual(others);
  });

  it("keep every reason for not counting, whatever the caps", () => {
    const cells = [cell("not-counted", "robot")];
    expect(capValues(cells, new Map())).toEqual(cells);
  });
});
