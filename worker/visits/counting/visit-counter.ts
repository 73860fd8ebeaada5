import { DurableObject } from "cloudflare:workers";
import { now } from "../../web/clock.ts";
import { patient } from "../../web/database.ts";
import { Fault } from "../../web/fault.ts";
import { logFailure } from "../../web/log.ts";
import { capValues, mergeCells, sortCells } from "./cells.ts";
import type { Cell, Tally } from "./counts.ts";
import { addBatch } from "./daily-cells.ts";
import { countedUpTo, dueAt, retryMs, willRing } from "./pace.ts";

/** How long the counter waits for more views before it stores what has come as one row. */
const gatherMs = 5;

/** How long a repeated call is recognised after it has left for D1. */
const rememberMs = 60_000;

/** A row takes this many calls before the next one is opened. */
const maxCallsPerRow = 32;

/** More cells than an hour of real visits has. Past it made-up values make room, because a row is limited to 2 MB. */
const maxCells = 1000;

/** Remembered calls per row, because a row is limited to 2 MB. */
const callsInRow = 10_000;

/** What arrives together, and one promise of its being stored that all callers share. */
interface Gathering {
  calls: string[];
  requests: number;
  cells: Cell[];
  stored: Promise<void>;
}

/**
 * Takes views from the Worker, stores all that arrive within a few milliseconds as one row, and only then answers. A
 * row holds sums sorted by name, so neither order nor row tells what came together. An alarm moves what is pending to
 * D1, in batches that are fixed before they are sent, so that a batch sent twice counts once.
 */
export class VisitCounter extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #longestMs: number;
  readonly #seen: Set<string>;
  #gathering: Gathering | undefined;
  /** The row that the next views join. */
  #open: { id: number; calls: string[]; cells: Cell[] } | undefined;
  /** How many requests wait, since when, and when the last batch was closed. */
  #waiting: number;
  #since = Date.now();
  #closedAt = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#longestMs = Number(env.VISIT_DELAY_SECONDS) * 1000;
    this.#sql.exec(`
      create table if not exists pending (id integer primary key, calls text not null, cells text not null);
      create table if not exists batches (sequence integer primary key autoincrement, cells text not null);
      create table if not exists recent_calls (closed_at integer not null, calls text not null);
    `);
    const pending = this.#callsIn("select calls from pending");
    this.#waiting = pending.length;
    this.#seen = new Set([...pending, ...this.#callsIn("select calls from recent_calls")]);
  }

  /** Counts requests, and answers once they are stored. A repeated call counts nothing. */
  async record({ call, requests, cells }: Tally): Promise<void> {
    if (!this.#seen.has(call)) {
      this.#seen.add(call);
      this.#gathering ??= this.#gather();
      this.#gathering.calls.push(call);
      this.#gathering.requests += requests;
      this.#gathering.cells.push(...cells);
    }
    // A repeat waits too: the first call may still be under way and may fail.
    await this.#gathering?.stored;
  }

  /** Moves what is pending to D1 now. */
  async flush(): Promise<void> {
    this.#closeBatch();
    const shard = Number(this.ctx.id.name);
    if (Number.isNaN(shard)) throw new Fault("the name of a visit counter must be its shard's number");
    const at = countedUpTo(now(this.env), this.#longestMs);
    const query = "select * from batches order by sequence";
    for (const { sequence, cells } of this.#sql.exec<{ sequence: number; cells: string }>(query).toArray()) {
      await addBatch(patient(this.env.DB), shard, sequence, JSON.parse(cells) as Cell[], at);
      this.#sql.exec("delete from batches where sequence = ?", sequence);
    }
  }

  /** Sets the alarm of a counter that holds counts and has no alarm that will ring. Returns whether it holds any. */
  async wake(): Promise<boolean> {
    const held = this.#sql.exec("select 1 from pending union all select 1 from batches limit 1").toArray();
    if (held.length > 0 && (await this.#alarm()) === null) await this.ctx.storage.setAlarm(Date.now());
    return held.length > 0;
  }

  override async alarm(): Promise<void> {
    try {
      await this.flush();
    } catch (error) {
      // The runtime retries a thrown error six times and then gives up; our own alarm continues until D1 answers.
      logFailure("visits: moving counts to D1 failed", {}, error);
      await this.ctx.storage.setAlarm(Date.now() + retryMs);
    }
  }

  #callsIn(query: string, ...values: number[]): string[] {
    const rows = this.#sql.exec<{ calls: string }>(query, ...values).toArray();
    return rows.flatMap(({ calls }) => JSON.parse(calls) as string[]);
  }

  #gather(): Gathering {
    const gathering: Gathering = { calls: [], requests: 0, cells: [], stored: Promise.resolve() };
    gathering.stored = scheduler.wait(gatherMs).then(() => this.#store(gathering));
    return gathering;
  }

  async #store({ calls, requests, cells }: Gathering): Promise<void> {
    this.#gathering = undefined;
    try {
      this.#putRow(calls, mergeCells(cells));
    } catch (error) {
      for (const call of calls) this.#seen.delete(call);
      throw error;
    }
    if (this.#waiting === 0) this.#since = Date.now();
    this.#waiting += requests;
    await this.#setAlarm();
  }

  /** Adds to the open row, so that hardly any row is about one view. */
  #putRow(calls: string[], cells: Cell[]): void {
    const joins = this.#open && this.#open.calls.length + calls.length <= maxCallsPerRow;
    const row = joins && this.#open ? this.#open : { id: null, calls: [], cells: [] };
    const merged = mergeCells([...row.cells, ...cells]);
    const all = {
      calls: [...row.calls, ...calls],
      cells: merged.length > maxCells ? capValues(merged) : merged,
    };
    const { id } = this.#sql
      .exec<{ id: number }>(
        "insert or replace into pending (id, calls, cells) values (?, ?, ?) returning id",
        row.id,
        JSON.stringify(all.calls),
        JSON.stringify(sortCells(all.cells)),
      )
      .one();
    this.#open = { id, ...all };
  }

  async #setAlarm(): Promise<void> {
    const due = dueAt({ requests: this.#waiting, since: this.#since }, this.#closedAt, this.#longestMs);
    const set = await this.#alarm();
    if (set === null || set > due) await this.ctx.storage.setAlarm(due);
  }

  /** When the alarm rings; null if it does not. */
  async #alarm(): Promise<number | null> {
    const set = await this.ctx.storage.getAlarm();
    return set !== null && willRing(set, this.#longestMs) ? set : null;
  }

  /** Makes one batch of all pending rows, in one transaction. Keeps their call ids to recognise a late repeat. */
  #closeBatch(): void {
    const closedAt = Date.now();
    this.ctx.storage.transactionSync(() => {
      const rows = this.#sql
        .exec<{ calls: string; cells: string }>("delete from pending returning calls, cells")
        .toArray();
      if (rows.length === 0) return;
      const old = this.#callsIn(
        "delete from recent_calls where closed_at < ? returning calls",
        closedAt - rememberMs,
      );
      for (const call of old) this.#seen.delete(call);
      const cells = sortCells(capValues(mergeCells(rows.flatMap((row) => JSON.parse(row.cells) as Cell[]))));
      // Batch numbers start at the current time, above those D1 knows from an earlier object of this shard.
      const isFirst = this.#sql.exec("select 1 from sqlite_sequence").toArray().length === 0;
      const number = isFirst ? closedAt : null;
      this.#sql.exec("insert into batches (sequence, cells) values (?, ?)", number, JSON.stringify(cells));
      const calls = rows.flatMap((row) => JSON.parse(row.calls) as string[]);
      for (let first = 0; first < calls.length; first += callsInRow) {
        const some = JSON.stringify(calls.slice(first, first + callsInRow));
        this.#sql.exec("insert into recent_calls (closed_at, calls) values (?, ?)", closedAt, some);
      }
    });
    this.#open = undefined;
    this.#waiting = 0;
    this.#closedAt = closedAt;
  }
}
