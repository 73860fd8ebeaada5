import { describe, expect, it } from "vitest";
import { statisticsCsv } from "../../../../worker/visits/figures/csv.ts";
import type { Released, Row } from "../../../../worker/visits/figures/figures.ts";
import { busiestOf, changeOf, statisticsOf } from "../../../../worker/visits/figures/statistics.ts";

const period = { from: "2026-12-01", to: "2026-12-03" };
const row = (value: string, views: number, visits = views): Row => ({ value, views, visits });
const released = (rows: Record<string, Row[]>, notes: Released["notes"] = []): Released => ({
  rows: new Map(Object.entries(rows)),
  before: { views: 10, visits: 10 },
  yearBefore: { views: 0, visits: 0 },
  fromLogs: { all: { views: 10, visits: 5 }, policy: { views: 0, visits: 0 } },
  days: [{ day: "2026-12-02", views: 20, visits: 25 }],
  daysBefore: [],
  formsBefore: [],
  hours: [],
  hoursBefore: [],
  notes,
  asOf: undefined,
  rules: ["1"],
});
const asked = { period, preset: undefined, only: undefined, today: "2026-12-03" };

describe("what staff see", () => {
  const statistics = statisticsOf(
    released({
      total: [row("all", 20, 15)],
      referrer: [row("=cmd|' /C calc'!A0.example", 10)],
      form: [row("contact shown", 15), row("contact accepted", 5)],
      error: [row("5xx 09", 5)],
    }),
    asked,
    5,
  );

  it("names every day, and what is in smaller groups", () => {
    expect(statistics.days.map(({ views }) => views)).toEqual([0, 20, 0]);
    expect(statistics.tables.referrer.rest).toEqual({ views: 5, visits: 5 });
    const unsaid = { views: 0, visits: 0 };
    expect(statistics.tables.page).toEqual({ rows: [], rest: { views: 20, visits: 15 }, unsaid });
    expect(statistics.forms).toEqual([{ form: "contact", shown: 15, refused: 0, accepted: 5 }]);
  });

  it("keeps what logs do not say apart from what is in smaller groups", () => {
    const { rest, unsaid } = statistics.tables.language;
    expect({ rest, unsaid }).toEqual({ rest: { views: 10, visits: 10 }, unsaid: { views: 10, visits: 5 } });
    expect(statisticsCsv(statistics)).toContain("language,(not logged),10,5");
  });

  it("never has more visits than views", () => {
    expect(statistics.days[1]?.visits).toBe(20);
  });

  it("is compared only with something", () => {
    expect(changeOf(15, 10)).toBe(50);
    expect(changeOf(15, 0)).toBeUndefined();
    // “Fewer than 5” may be 4: nobody knows that it fell by 100 %.
    expect(changeOf(0, 15)).toBeUndefined();
    expect(changeOf(150_760, 200)).toBeUndefined();
    expect(busiestOf(statistics.days)?.day).toBe("2026-12-02");
    expect(busiestOf([])).toBeUndefined();
  });

  it("goes to a spreadsheet as text that it does not work out", () => {
    const csv = statisticsCsv({
      ...statistics,
      notes: [{ id: "n", day: "2026-12-02", note: 'said "hello", left' }],
    });
    expect(csv.split("\r\n")).toEqual(
      expect.arrayContaining([
        "table,value,views,visits",
        "total,2026-12-01/2026-12-03,20,15",
        "day,2026-12-02,20,20",
        "referrer,'=cmd|' /C calc'!A0.example,10,10",
        "form,contact accepted,5,",
        "error,5xx 09,5,",
        'note,"2026-12-02 said ""hello"", left",,',
      ]),
    );
  });
});
