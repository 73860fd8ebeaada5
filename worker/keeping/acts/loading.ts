import organization from "../../../content/organization.yaml";
import { erasedAtIn, selectErasedAt } from "../../audit/erased.ts";
import type { Period } from "../../visits/figures/periods.ts";
import { addDays, dayOf, startOfDay } from "../../web/days.ts";
import { runsIn, selectRuns } from "../job-rows.ts";
import { type Destroyed, destroyedIn } from "./act.ts";

const { timeZone } = organization;

/** The statements whose results `destroyedOf` reads, in this order. */
export function selectDestroyed(db: D1Database, { from, to }: Period): D1PreparedStatement[] {
  const end = addDays(to, 1);
  return [
    selectRuns(db, from, end),
    selectErasedAt(db, startOfDay(from, timeZone), startOfDay(end, timeZone)),
  ];
}

/** What jobs and staff destroyed in a period, oldest first. */
export function destroyedOf(period: Period, [runs, erased]: readonly (D1Result | undefined)[]): Destroyed[] {
  return destroyedIn(
    period,
    runsIn(runs),
    erasedAtIn(erased).map((at) => dayOf(at, timeZone)),
  );
}
