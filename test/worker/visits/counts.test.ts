import { describe, expect, it } from "vitest";
import { capValues, foldSmallGroups, mergeCells, statisticsOf } from "../../../worker/visits/core.ts";
import { indicators } from "../../../worker/visits/schema.ts";
import { cell } from "../../fixtures/visit.ts";

const group = (value: string, views: number) => ({ value, views, visits: views });

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

describe("a group too small to be shown by itself", () => {
  it("is shown with the others that are too small", () => {
    const groups = [group("CN", 90), group("RU", 5), group("KZ", 4), group("DE", 1)];
    expect(foldSmallGroups(groups, 5)).toEqual({ shown: groups.slice(0, 2), folded: true });
  });

  it("takes the next larger with it when it is the only one, so that it cannot be worked out", () => {
    const groups = [group("CN", 90), group("RU", 7), group("KZ", 1)];
    expect(foldSmallGroups(groups, 5)).toEqual({ shown: groups.slice(0, 1), folded: true });
  });

  it("is not shown when there is no other", () => {
    expect(foldSmallGroups([group("CN", 4)], 5)).toEqual({ shown: [], folded: true });
  });

  it("is none when all are large enough, or there are none", () => {
    const groups = [group("CN", 90), group("RU", 5)];
    expect(foldSmallGroups(groups, 5)).toEqual({ shown: groups, folded: false });
    expect(foldSmallGroups([], 5)).toEqual({ shown: [], folded: false });
  });
});

describe("the statistics page", () => {
  it("adds every view up once and shows why others are none", () => {
    const totals = new Map([
      ["page", [group("/en/", 8), group("/en/policy/", 7)]],
      ["country", [group("CN", 15)]],
      ["not-counted", [group("robot", 3)]],
    ]);
    const shown = statisticsOf(totals, 5);
    expect(shown).toMatchObject({ views: 15, visits: 15, notCounted: [group("robot", 3)] });
    expect(shown.groups.browser).toEqual({ shown: [], folded: false });
  });
});
