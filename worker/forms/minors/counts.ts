import organization from "../../../content/organization.yaml";
import { dayOf } from "../../web/days.ts";
import { type MinorOutcome, type MinorsOfYear, minorOutcomes } from "./outcomes.ts";

/** Adds to the count of an outcome. It names nobody. */
export function countMinors(db: D1Database, outcome: MinorOutcome, at: Date, count = 1): D1PreparedStatement {
  return db
    .prepare(
      `insert into minor_counts (year, outcome, count) values (?1, ?2, ?3)
       on conflict (year, outcome) do update set count = count + ?3`,
    )
    .bind(yearOf(at), outcome, count);
}

/** Counts that a guardian is asked, unless this submission has been counted. Call it before it is stored. */
export function countAsked(db: D1Database, reference: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `insert into minor_counts (year, outcome, count)
       select ?1, 'asked', 1
       where not exists (select 1 from waiting_for_guardians where reference = ?2)
       on conflict (year, outcome) do update set count = count + 1`,
    )
    .bind(yearOf(at), reference);
}

/** The counts of every year, latest first. */
export async function minorsByYear(db: D1Database): Promise<MinorsOfYear[]> {
  const { results } = await db
    .prepare("select year, outcome, count from minor_counts order by year desc")
    .all<{ year: string; outcome: MinorOutcome; count: number }>();
  return [...new Set(results.map(({ year }) => year))].map((year) => {
    const of = (outcome: MinorOutcome) =>
      results.find((row) => row.year === year && row.outcome === outcome)?.count ?? 0;
    const counts = Object.fromEntries(minorOutcomes.map((outcome) => [outcome, of(outcome)]));
    return { year, counts: counts as MinorsOfYear["counts"] };
  });
}

function yearOf(at: Date): string {
  return dayOf(at, organization.timeZone).slice(0, 4);
}
