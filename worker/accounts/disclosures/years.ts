import type { DisclosureKind } from "./disclosure.ts";

/** How many disclosures of a kind there were in a year. */
export interface YearOfDisclosures {
  /** `YYYY`. */
  year: string;
  kind: DisclosureKind;
  count: number;
}

/**
 * How many disclosures were made, by year and kind, for the public. One that is withheld from its client does not count
 * until it no longer is.
 */
export async function disclosuresByYear(db: D1Database): Promise<YearOfDisclosures[]> {
  return disclosuresIn(await selectDisclosuresByYear(db).run());
}

/** The same as a statement. Read it with `disclosuresIn`. */
export function selectDisclosuresByYear(db: D1Database): D1PreparedStatement {
  return db.prepare(
    `select year, kind, sum(disclosures) as count from (
         select substr(handed_over_on, 1, 4) as year, kind, 1 as disclosures from disclosures
         where handed_over_on is not null and review_on is null
         union all
         select year, kind, disclosures from disclosure_years
       )
       group by year, kind order by year desc, kind`,
  );
}

/** What `selectDisclosuresByYear` gave. */
export function disclosuresIn(result: D1Result | undefined): YearOfDisclosures[] {
  return (result?.results ?? []) as YearOfDisclosures[];
}

/**
 * Ends the entries whose last step was before an instant, and adds them to the count of their year. An entry that is
 * withheld or still under way stays. The last statement gives a row an entry: its changes count what an entry takes along.
 */
export function endEntriesBefore(db: D1Database, at: Date): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `insert into disclosure_years (year, kind, disclosures)
         select substr(handed_over_on, 1, 4), kind, count(*) from ended_disclosures
         where handed_over_on is not null and ended_at < ?1 group by 1, 2
         on conflict (year, kind) do update set disclosures = disclosures + excluded.disclosures`,
      )
      .bind(at.toISOString()),
    db
      .prepare(
        `delete from disclosures
         where reference in (select reference from ended_disclosures where ended_at < ?1) returning 1`,
      )
      .bind(at.toISOString()),
  ];
}
