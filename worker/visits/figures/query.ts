import { z } from "zod";
import type { Indicator } from "../counting/counts.ts";

/** Periods that can be chosen by name. */
export const presets = ["today", "7-days", "30-days", "90-days", "12-months"] as const;

export type Preset = (typeof presets)[number];

/**
 * What figures can be narrowed to, by its name in an address. Each indicator is counted by itself, so one value can be
 * shown at a time and no two of them together.
 */
export const filters = {
  page: "page",
  country: "country",
  source: "referrer",
  device: "device",
} as const satisfies Record<string, Indicator>;

export type FilterName = keyof typeof filters;

/** The one value that figures are about. */
export interface Only {
  by: FilterName;
  value: string;
}

/** A day, or an empty field. */
const dayOrNone = z
  .literal("")
  .transform(() => undefined)
  .or(z.iso.date())
  .optional();

const oneOf = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z.enum(names).optional().catch(undefined);

const someValue = z.string().min(1).max(100).optional().catch(undefined);

/** The query of the dashboard's address. What is not understood is ignored; a wrong day is refused. */
export const StatisticsQuery = z.object({
  period: oneOf(presets),
  from: dayOrNone,
  to: dayOrNone,
  page: someValue,
  country: someValue,
  source: someValue,
  device: someValue,
  /** What a bar of the chart stands for, and which figure it shows. */
  by: oneOf(["day", "week", "month"]),
  of: oneOf(["views", "visits"]),
});

export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

/** How the chart is asked for. */
export type ChartQuery = Pick<StatisticsQuery, "by" | "of">;

/** The value that a query narrows figures to, and the filters that cannot be combined with it. */
export function onlyOf(query: StatisticsQuery): { only: Only | undefined; unused: FilterName[] } {
  const names = Object.keys(filters) as FilterName[];
  const [by, ...unused] = names.filter((name) => query[name] !== undefined);
  return { only: by && { by, value: query[by] ?? "" }, unused };
}
