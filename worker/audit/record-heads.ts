import { DurableObject } from "cloudflare:workers";
import organization from "../../content/organization.yaml";
import { now } from "../web/clock.ts";
import { patient } from "../web/database.ts";
import { dayOf } from "../web/days.ts";
import { type NotedHead, readHeads, recordName } from "./head-rows.ts";

/**
 * The last number of each kind of record, outside of D1: whoever takes records off the end, or puts others in their
 * place, does not reach this. It keeps the last head of each day, and each that the database no longer agrees with.
 */
export class RecordHeads extends DurableObject<Env> {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`create table if not exists heads (
      kind text not null, sequence integer not null, name text, day text not null, primary key (kind, sequence)
    )`);
  }

  /** Looks at the database and notes what came since. A head never moves back. */
  async look(): Promise<void> {
    const db = patient(this.env.DB);
    const day = dayOf(now(this.env), organization.timeZone);
    for (const head of await readHeads(db)) {
      const newest = this.#newest(head.kind);
      if (head.sequence === 0 || (newest && head.sequence <= newest.sequence)) continue;
      const isStillThere = newest && (await recordName(db, newest)) === newest.name;
      if (isStillThere && newest.day === day)
        this.#sql.exec("delete from heads where kind = ? and sequence = ?", newest.kind, newest.sequence);
      this.#sql.exec(
        "insert or ignore into heads (kind, sequence, name, day) values (?, ?, ?, ?)",
        head.kind,
        head.sequence,
        head.name,
        day,
      );
    }
  }

  /** Every head that was noted. */
  async all(): Promise<NotedHead[]> {
    return this.#sql
      .exec<Record<string, SqlStorageValue> & NotedHead>(
        "select kind, sequence, name, day from heads order by sequence",
      )
      .toArray();
  }

  #newest(kind: NotedHead["kind"]): NotedHead | undefined {
    return this.#sql
      .exec<Record<string, SqlStorageValue> & NotedHead>(
        "select kind, sequence, name, day from heads where kind = ? order by sequence desc limit 1",
        kind,
      )
      .toArray()[0];
  }
}
