import type { Statistics } from "../worker/visits/figures/figures.ts";
import type { ChartQuery, FilterName } from "../worker/visits/figures/query.ts";

type Names = "period" | "from" | "to" | "by" | "of" | FilterName;

/** The address of the dashboard as it is shown, with something else asked for; `undefined` asks for it no longer. */
export function statisticsAddress(
  { preset, period, only }: Statistics,
  { by, of }: ChartQuery,
  more: Partial<Record<Names, string | undefined>> = {},
): string {
  const asked: Partial<Record<Names, string | undefined>> = {
    ...(preset ? { period: preset } : period),
    ...(only ? { [only.by]: only.value } : {}),
    by,
    of,
    ...more,
  };
  const params = Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `?${new URLSearchParams(params).toString()}`;
}
