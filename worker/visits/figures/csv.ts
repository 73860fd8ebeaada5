import { asCsv } from "../../web/csv.ts";
import { type Figure, type Row, type Statistics, tables } from "./figures.ts";

/** Statistics as CSV (RFC 4180): one figure per line, labelled. */
export function statisticsCsv(statistics: Statistics): string {
  const line = (table: string, value: string, { views, visits }: { views: number; visits: number | "" }) => [
    table,
    value,
    views,
    visits,
  ];
  // The rest is about the whole site.
  const of = statistics.only ? ` of ${statistics.only.value}` : "";
  const ofPage = statistics.only?.by === "page" ? of : "";
  const sections: [string, readonly Row[]][] = [
    [`day${of}`, statistics.days.map((day) => ({ value: day.day, ...day }))],
    ...tables.flatMap((name): [string, readonly Row[]][] => {
      const { rows, rest, unsaid } = statistics.tables[name];
      const others: [string, Figure][] = [
        ["(smaller groups)", rest],
        ["(not logged)", unsaid],
      ];
      const shown = others.filter(([, { views }]) => views > 0);
      return [[name, [...rows, ...shown.map(([value, figure]) => ({ value, ...figure }))]]];
    }),
    [`hour${ofPage}`, statistics.hours],
  ];
  return asCsv([
    ["table", "value", "views", "visits"],
    line(`total${of}`, `${statistics.period.from}/${statistics.period.to}`, statistics.totals.now),
    ...sections.flatMap(([name, rows]) => rows.map((row) => line(name, row.value, row))),
    ...statistics.forms.flatMap(({ form, ...counts }) =>
      Object.entries(counts).map(([outcome, views]) =>
        line("form", `${form} ${outcome}`, { views, visits: "" }),
      ),
    ),
    ...statistics.errors.map(({ value, views }) => line("error", value, { views, visits: "" })),
    ...statistics.notCounted.map(({ value, views }) => line("not-counted", value, { views, visits: "" })),
    ...statistics.notes.map(({ day, note }) => ["note", `${day} ${note}`, "", ""]),
  ]);
}
