import { DurableObject } from "cloudflare:workers";
import type { KeptEntry } from "./entry.ts";

/** Entries that were added together, and the tree they made. */
export interface Batch {
  /** The size before. */
  from: number;
  entries: readonly KeptEntry[];
  /** The root afterwards, in hexadecimal. */
  root: string;
}

/** The last tree that was signed, as it is known outside of the database. */
export interface CopyHead {
  size: number;
  root: string;
  /** What was about to be added when the last run ended. It is added before anything else, or not at all. */
  begun?: Batch;
}

/**
 * Every batch of the log, outside of D1. A tree that was signed may be in anybody's hands, so a database that was put back
 * to before it must not sign another in its place: here is what it forgot.
 */
export class LogCopy extends DurableObject<Env> {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`create table if not exists log_batches (
      size integer primary key, began integer not null, root text not null, entries text not null,
      is_done integer not null
    )`);
  }

  /** The last tree, and what was about to follow it. */
  async head(): Promise<CopyHead> {
    const [done] = this.#rows("select * from log_batches where is_done = 1 order by size desc limit 1");
    const [begun] = this.#rows("select * from log_batches where is_done = 0");
    return {
      size: done?.size ?? 0,
      root: done?.root ?? "",
      ...(begun ? { begun: batchIn(begun) } : {}),
    };
  }

  /** The root of a tree that was signed; undefined when none of that size was. */
  async rootAt(size: number): Promise<string | undefined> {
    return this.#rows("select * from log_batches where size = ? and is_done = 1", size)[0]?.root;
  }

  /** The batch that follows a size; undefined when there is none. */
  async batchAfter(size: number): Promise<Batch | undefined> {
    const [row] = this.#rows("select * from log_batches where began = ? and is_done = 1", size);
    return row && batchIn(row);
  }

  /**
   * Learns what is about to be added, before the database does.
   * @returns false if another run is adding, or was interrupted: that is ended first, or two trees of a size would be signed
   */
  async begin({ from, entries, root }: Batch): Promise<boolean> {
    const head = await this.head();
    if (head.size !== from || head.begun) return false;
    this.#sql.exec(
      "insert into log_batches (size, began, root, entries, is_done) values (?, ?, ?, ?, 0)",
      from + entries.length,
      from,
      root,
      JSON.stringify(entries),
    );
    return true;
  }

  /** Learns that the database has it. */
  async end(size: number): Promise<void> {
    this.#sql.exec("update log_batches set is_done = 1 where size = ? and is_done = 0", size);
  }

  #rows(query: string, ...values: SqlStorageValue[]): Row[] {
    return this.#sql.exec<Row>(query, ...values).toArray();
  }
}

/** A batch as it is kept. */
type Row = Record<string, SqlStorageValue> & { size: number; began: number; root: string; entries: string };

function batchIn({ began, root, entries }: Row): Batch {
  return { from: began, root, entries: JSON.parse(entries) as KeptEntry[] };
}
