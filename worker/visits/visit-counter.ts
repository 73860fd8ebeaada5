import { DurableObject } from "cloudflare:workers";
import { capValues, mergeCells } from "./core.ts";
import type { Cell, Tally } from "./schema.ts";
import { addBatch } from "./store.ts";

/** How long the counter waits for more views before it stores what has come as one row. */
const gatherMs = 5;
/** How long after a failed move to D1 it is tried again. */
const retryMs = 15_000;

/** What arrives together, and the promise of its being stored that all its callers share. */
interface Gathering {
  calls: string[];
  cells: Cell[];
  stored: Promise<void>;
}

/**
 * Takes views from the Worker, stores them as one row for all that arrive within a few milliseconds, and only
 * then answers. An alarm moves what is pending to D1, in batches that are fixed before they are sent, so that a
 * batch sent twice counts once.
 */
export class VisitCounter extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #seen: Set<string>;
  #gathering: Gathering | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`
      create table if not exists pending (id integer primary key, calls text not null, cells text);
      create table if not exists batches (sequence integer primary key autoincrement, cells text not null);
      create table if not exists known_values (
        cap_group text not null, value text not null, primary key (cap_group, value)
      ) without rowid;
    `);
    const rows = this.#sql.exec<{ calls: string }>("select calls from pending").toArray();
    this.#seen = new Set(rows.flatMap(({ calls }) => JSON.parse(calls) as string[]));
  }

  /** Counts one request. Answers when it is stored; the same call again counts nothing. */
  async record({ call, cells }: Tally): Promise<void> {
    if (!this.#seen.has(call)) {
      this.#seen.add(call);
      this.#gathering ??= this.#gather();
      this.#gathering.calls.push(call);
      this.#gathering.cells.push(...cells);
    }
    // A repeat waits too: the first call may still be under way, and may fail.
    await this.#gathering?.stored;
  }

  /** Moves what is pending to D1 now. */
  async flush(): Promise<void> {
    this.#closeBatch();
    const shard = this.#shard();
    const batches = this.#sql.exec<{ sequence: number; cells: string }>(
      "select * from batches order by sequence",
    );
    for (const { sequence, cells } of batches.toArray()) {
      await addBatch(this.env.DB, shard, sequence, JSON.parse(cells) as Cell[], new Date());
      this.#sql.exec("delete from batches where sequence = ?", sequence);
    }
  }

  /** Sets the alarm of a counter that holds counts and has none: called by the cron. */
  async wake(): Promise<void> {
    const held = this.#sql.exec(
      "select 1 from pending where cells is not null union all select 1 from batches limit 1",
    );
    if (held.toArray().length > 0 && (await this.ctx.storage.getAlarm()) === null) {
      await this.ctx.storage.setAlarm(Date.now());
    }
  }

  override async alarm(): Promise<void> {
    try {
      await this.flush();
    } catch (error) {
      // Thrown errors are retried six times and then dropped; an alarm of our own goes on until D1 answers.
      console.error("visits: moving counts to D1 failed", { error: String(error) });
      await this.ctx.storage.setAlarm(Date.now() + retryMs);
    }
  }

  #shard(): number {
    const { name } = this.ctx.id;
    if (name === undefined) throw new Error("a visit counter is reached by its shard's number");
    return Number(name);
  }

  #gather(): Gathering {
    const gathering: Gathering = { calls: [], cells: [], stored: Promise.resolve() };
    gathering.stored = scheduler.wait(gatherMs).then(() => this.#store(gathering));
    return gathering;
  }

  async #store({ calls, cells }: Gathering): Promise<void> {
    this.#gathering = undefined;
    const row = JSON.stringify(mergeCells(cells));
    try {
      this.#sql.exec("insert into pending (calls, cells) values (?, ?)", JSON.stringify(calls), row);
    } catch (error) {
      // What was not stored is not counted, so the same calls made again are no repeats.
      for (const call of calls) this.#seen.delete(call);
      throw error;
    }
    if ((await this.ctx.storage.getAlarm()) === null) {
      await this.ctx.storage.setAlarm(Date.now() + Number(this.env.VISIT_DELAY_SECONDS) * 1000);
    }
  }

  /**
   * Makes one batch of all pending rows, in one transaction. Their calls are kept until the next batch, to
   * recognise a repeat that comes late.
   */
  #closeBatch(): void {
    this.ctx.storage.transactionSync(() => {
      const rows = this.#sql
        .exec<{ cells: string }>("select cells from pending where cells is not null")
        .toArray();
      if (rows.length === 0) return;
      this.#forgetOldCalls();
      const cells = this.#holdToCaps(mergeCells(rows.flatMap((row) => JSON.parse(row.cells) as Cell[])));
      this.#sql.exec("insert into batches (cells) values (?)", JSON.stringify(cells));
      this.#sql.exec("update pending set cells = null where cells is not null");
    });
  }

  /** Places are remembered for the days of the batch only: older days get no more views. */
  #holdToCaps(cells: readonly Cell[]): Cell[] {
    const known = new Map<string, Set<string>>();
    const places = this.#sql.exec<{ cap_group: string; value: string }>(
      "select cap_group, value from known_values",
    );
    for (const { cap_group, value } of places)
      known.set(cap_group, (known.get(cap_group) ?? new Set()).add(value));
    const capped = mergeCells(capValues(cells, known));
    const kept = [...known].flatMap(([group, values]) => [...values].map((value) => [group, value]));
    this.#sql.exec(
      `insert or ignore into known_values select value ->> 0, value ->> 1 from json_each(?)`,
      JSON.stringify(kept),
    );
    const oldest = cells.map(({ day }) => day).reduce((a, b) => (a < b ? a : b));
    this.#sql.exec("delete from known_values where cap_group < ?", oldest);
    return capped;
  }

  #forgetOldCalls(): void {
    const rows = this.#sql
      .exec<{ calls: string }>("delete from pending where cells is null returning calls")
      .toArray();
    for (const { calls } of rows) for (const call of JSON.parse(calls) as string[]) this.#seen.delete(call);
  }
}
