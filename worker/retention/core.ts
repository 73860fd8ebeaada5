import type { RetentionPeriod } from "../policy/schema.ts";

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
