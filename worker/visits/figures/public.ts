import { isKnownLanguage, knownSite } from "../counting/reserved.ts";
import type { Figure, Row, ShownTable, Statistics, TableName } from "./figures.ts";

/** Tables of the public page. What a link says of its campaign is for staff only. */
export const publicTables = [
  "page",
  "referrer",
  "country",
  "language",
  "device",
  "browser",
  "system",
  "policy",
] as const satisfies readonly TableName[];

/**
 * What the public page shows of what staff see: names of well-known sites and languages only, so that nobody can put a
 * name there or recognize somebody by a rare one. Everything else is with what is in smaller groups.
 */
export function publicOf(statistics: Statistics): Statistics {
  const { tables } = statistics;
  return {
    ...statistics,
    asOf: undefined,
    // A month's rules tell whether it had a view, even today.
    rules: [],
    notes: [],
    // Parts of a day, and what only staff are shown.
    hours: [],
    hoursBefore: [],
    errors: [],
    daysBefore: [],
    formsBefore: [],
    tables: {
      ...tables,
      referrer: onlyNamed(tables.referrer, (host) => (host === "none" ? host : knownSite(host))),
      language: onlyNamed(tables.language, (code) =>
        code === "unknown" || isKnownLanguage(code) ? code : undefined,
      ),
      campaign: onlyNamed(tables.campaign, () => undefined),
      medium: onlyNamed(tables.medium, () => undefined),
      "campaign-name": onlyNamed(tables["campaign-name"], () => undefined),
    },
  };
}

/** Sums the rows that have the same public name, and moves those without one to the rest. */
function onlyNamed(
  { rows, rest, unsaid }: ShownTable,
  nameOf: (value: string) => string | undefined,
): ShownTable {
  const named = Map.groupBy(rows, ({ value }) => nameOf(value));
  const others = named.get(undefined) ?? [];
  const shown = [...named].flatMap(([value, same]): Row[] =>
    value === undefined ? [] : [{ value, ...sumOf(same) }],
  );
  return { rows: shown.toSorted((a, b) => b.views - a.views), rest: sumOf([rest, ...others]), unsaid };
}

function sumOf(figures: readonly Figure[]): Figure {
  return {
    views: figures.reduce((sum, { views }) => sum + views, 0),
    visits: figures.reduce((sum, { visits }) => sum + visits, 0),
  };
}
