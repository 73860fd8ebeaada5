import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openDatabase } from "../../local/open-database.ts";
import type { Cell } from "../../worker/visits/counting/counts.ts";
import { addBatch } from "../../worker/visits/counting/daily-cells.ts";
import type { Statistics, TableName } from "../../worker/visits/figures/figures.ts";
import { publicOf } from "../../worker/visits/figures/public.ts";
import { readPeriod } from "../../worker/visits/figures/reading.ts";
import { comparedWith, statisticsOf } from "../../worker/visits/figures/statistics.ts";
import { hour, type Trait, victim } from "./people.ts";

/** Who looks: anybody at the public page, or staff at the dashboard with all that it, its exports and notes are made from. */
export type Role = "public" | "staff";

/** The counts of one site, and what is shown of them. */
export class Surfaces implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "bench-disclosure-"));
  readonly #close: () => void;
  readonly #db: D1Database;
  #batches = 0;

  constructor() {
    const file = join(this.#folder, "counts.sqlite");
    const schema = new DatabaseSync(file);
    schema.exec(readFileSync("worker/migrations/0001_schema.sql", "utf8"));
    schema.exec("pragma journal_mode = wal");
    schema.close();
    const { db, close } = openDatabase(file);
    [this.#db, this.#close] = [db, close];
  }

  async begin(): Promise<void> {
    await this.#db.prepare("pragma synchronous = off").run();
    for (const table of ["visit_cells", "visit_months", "visit_shards"])
      await this.#db.prepare(`delete from ${table}`).run();
    this.#batches = 0;
  }

  async count(cells: readonly Cell[]): Promise<void> {
    this.#batches += 1;
    await addBatch(this.#db, 0, this.#batches, cells, new Date("2026-12-01T00:00:00Z"));
  }

  /** The views of each trait that are shown from the start of a month to a day, and for staff those of the page's hour. */
  async views(role: Role, from: string, to: string, group: number): Promise<Map<string, number>> {
    const all = await this.#shown(from, to, group, undefined);
    const shown = role === "public" ? publicOf(all) : all;
    const views = new Map(victim.map((trait) => [trait.indicator as string, viewsOf(shown, trait)]));
    const page = victim.find(({ indicator }) => indicator === "page");
    if (role === "staff" && page) {
      const { hours } = await this.#shown(from, to, group, page.value);
      views.set("hour", hours.find(({ value }) => value === hour)?.views ?? 0);
    }
    return views;
  }

  async #shown(from: string, to: string, group: number, value: string | undefined): Promise<Statistics> {
    const period = { from, to };
    const only = value === undefined ? undefined : { by: "page" as const, value };
    const reading = {
      period,
      ...comparedWith(period, undefined),
      smallestGroup: group,
      only,
      withHours: true,
    };
    const asked = { period, preset: undefined, only, today: to };
    return statisticsOf(await readPeriod(this.#db, reading), asked, group);
  }

  [Symbol.dispose](): void {
    this.#close();
    rmSync(this.#folder, { recursive: true });
  }
}

function viewsOf({ totals, tables }: Statistics, { indicator, value }: Trait): number {
  if (indicator === "total") return totals.now.views;
  return tables[indicator as TableName].rows.find((row) => row.value === value)?.views ?? 0;
}
