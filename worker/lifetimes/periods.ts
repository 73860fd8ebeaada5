import type { Commitments, RetentionPeriod } from "../policy/commitments/commitments.ts";
import { addDays, addMonths } from "../web/days.ts";

/** The first day still kept on `today`; undefined when the purpose decides. */
export function keptFrom(period: RetentionPeriod, today: string): string | undefined {
  return period === "purpose" ? undefined : moved(today, period, -1);
}

/**
 * What "as long as the purpose needs" means where the version in force names no period
 * (docs/decisions/0017-erasures-and-periods.md): a sign-in log is useful while a theft can still be noticed, proof of
 * consent while claims can be made.
 */
const ownPeriods = { signIn: "P90D", consent: "P3Y" } as const satisfies Record<string, RetentionPeriod>;

/** The period that applies: that of the version in force, or ours where it names none. */
export function periodKept(
  kind: keyof typeof ownPeriods,
  commitments: Commitments | undefined,
): Exclude<RetentionPeriod, "purpose"> {
  const promised = commitments?.retention[kind] ?? "purpose";
  return promised === "purpose" ? ownPeriods[kind] : promised;
}

/**
 * When a period ends that begins at an instant, counted in UTC. Where a month is too short, on its last day.
 * @returns undefined for `purpose`, which has no end of its own
 */
export function endOfPeriod(period: RetentionPeriod, from: Date): Date | undefined {
  if (period === "purpose") return undefined;
  const [day = "", time] = from.toISOString().split("T");
  return new Date(`${moved(day, period, 1)}T${time}`);
}

/** The day one period after or before another day. */
function moved(day: string, period: Exclude<RetentionPeriod, "purpose">, direction: 1 | -1): string {
  const count = direction * Number(period.slice(1, -1));
  if (period.endsWith("D")) return addDays(day, count);
  return addMonths(day, period.endsWith("Y") ? 12 * count : count);
}
