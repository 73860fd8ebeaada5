import { DurableObject } from "cloudflare:workers";
import organization from "../../content/organization.yaml";
import { now } from "../web/clock.ts";
import { patient } from "../web/database.ts";
import { dayOf } from "../web/days.ts";
import { type NotedHead, readHeads } from "./head-rows.ts";
import { recordKinds } from "./record-ends.ts";

/**
 * The last number of each kind of record, outside of D1: whoever takes records off the end, or puts others in their
 * place, does not reach this. It keeps the last head of each day, and each that the database no longer agrees with.
 */
export class RecordHeads extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  /** The last look that began, and one that has yet to begin. */
  #begun: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`create table if not exists heads (
      kind text not null, sequence integer not null, name text, day text not null, primary key (kind, sequence)
    )`);
  }

  /**
   * Looks at the database, after `GATHERING_MS`, and notes what came since. A head never moves back. All who ask until a
   * look begins share it; who asks during it shares the next, because this one may not see what they have stored.
   */
  async look(): Promise<void> {
    this.#next ??= this.#lookAfter(this.#begun);
    return this.#next;
  }

  async #lookAfter(before: Promise<void> | undefined): Promise<void> {
    // How that one ended is told to those who asked for it.
    await Promise.allSettled([before, scheduler.wait(Number(this.env.GATHERING_MS))]);
    this.#begun = this.#next;
    this.#next = undefined;
    const noted = recordKinds.flatMap((kind) => this.#newest(kind) ?? []);
    const { heads, names } = await readHeads(patient(this.env.DB), noted);
    const day = dayOf(now(this.env), organization.timeZone);
    for (const head of heads) {
      const newest = noted.find(({ kind }) => kind === head.kind);
      if (head.sequence <= (newest?.sequence ?? 0)) continue;
      if (newest?.day === day && names.get(newest.kind) === newest.name)
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
