import { describe, expect, it } from "vitest";
import { capValues, mergeCells, sortCells } from "../../../../worker/visits/counting/cells.ts";
import { indicators } from "../../../../worker/visits/counting/counts.ts";
import { cell } from "../../../fixtures/visit.ts";

describe("views that come together", () => {
  it("are added up by day, indicator and value", () => {
    const monday = cell("page", "/en/", 1, 1);
    const tuesday = { ...monday, day: "2026-12-02" };
    const merged = mergeCells([monday, cell("page", "/en/", 2, 0), tuesday, cell("country", "/en/", 1)]);
    expect(merged).toEqual([cell("page", "/en/", 3, 1), tuesday, cell("country", "/en/", 1)]);
    expect(monday.views).toBe(1);
  });

  it("are counted as “other” past as many values as a day may have, the least seen first", () => {
    const { cap } = indicators.campaign;
    const names = Array.from({ length: cap }, (_, index) => cell("campaign", `c${index}`, 2));
    expect(capValues(names)).toEqual(names);
    const late = [cell("campaign", "late"), cell("campaign", "later", 1, 0), cell("campaign", "other", 3)];
    expect(capValues([...late, ...names])).toEqual([cell("campaign", "other", 5, 4), ...names]);
  });

  it("have a cap for each day and each indicator of their own", () => {
    const full = Array.from({ length: indicators.device.cap }, (_, index) => cell("device", `d${index}`));
    const others = [{ ...cell("device", "new"), day: "2026-12-02" }, cell("browser", "new")];
    expect(capValues([...full, ...others])).toEqual([...full, ...others]);
  });

  it("keep every reason for not counting, whatever the caps", () => {
    const cells = Array.from({ length: 300 }, (_, index) => cell("not-counted", `reason ${index}`));
    expect(capValues(cells)).toEqual(cells);
  });

  it("are sorted by name, so that their order does not say which came together", () => {
    const one = [cell("page", "/en/"), cell("country", "RU")];
    const other = [cell("page", "/en/contact/"), cell("country", "CN")];
    expect(sortCells([...one, ...other])).toEqual(sortCells([...other, ...one]));
  });
});
