import type { Commitments, RetentionPeriod } from "../policy/commitments/commitments.ts";
import { addDays, addMonths } from "../web/days.ts";

/** The first day that is still kept on `today`; undefined when the purpose decides. */
export function keptFrom(period: RetentionPeriod, today: string): string | undefined {
  if (period === "purpose") return undefined;
  const amount = Number(period.slice(1, -1));
  const unit = period.at(-1);
  if (unit === "D") return addDays(today, -amount);
  return addMonths(today, unit === "Y" ? -12 * amount : -amount);
}

/**
 * What "as long as the purpose needs" comes to where the version in force names no period
 * (docs/decisions/0017-erasures-and-periods.md): a sign-in log is of use while a theft can still be noticed, proof of
 * consent while claims can be made.
 */
const ownPeriods = { signIn: "P90D", consent: "P3Y" } as const satisfies Record<string, RetentionPeriod>;

/** The period that is kept to: the one of the version in force, or our own where that names none. */
export function periodKept(
  kind: keyof typeof ownPeriods,
  commitments: Commitments | undefined,
): Exclude<RetentionPeriod, "purpose"> {
  const promised = commitments?.retention[kind] ?? "purpose";
  return promised === "purpose" ? ownPeriods[kind] : promised;
}

/**
 * When a period that begins at an instant is over, counted in UTC; where a month is too short, on its last day.
 * @returns undefined for `purpose`, which has no end of its own
 */
export function endOfPeriod(period: RetentionPeriod, from: Date): Date | undefined {
  if (period === "purpose") return undefined;
  const count = Number(period.slice(1, -1));
  const end = new Date(from);
  if (period.endsWith("D")) {
    end.setUTCDate(end.getUTCDate() + count);
    return end;
  }
  const months = period.endsWith("Y") ? count * 12 : count;
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + months);
  const days = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(from.getUTCDate(), days));
  return end;
}
