import { DurableObject } from "cloudflare:workers";
import type { SentMail } from "./mail.ts";

/**
 * What has left and the database may not know of yet. Noting a mail here costs next to nothing beside a write to D1, so
 * each is noted before the next leaves, and D1 learns of several at once.
 */
export class SentLedger extends DurableObject<Env> {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec("create table if not exists sent (id text primary key, at text not null) without rowid");
  }

  /** Notes a mail. The same again changes nothing. */
  async note({ id, at }: SentMail): Promise<void> {
    this.#sql.exec("insert or ignore into sent (id, at) values (?, ?)", id, at);
  }

  /** Everything that is noted. */
  async all(): Promise<SentMail[]> {
    return this.#sql.exec<Record<string, string> & SentMail>("select id, at from sent").toArray();
  }

  /** Forgets mails that the database knows of. */
  async forget(ids: readonly string[]): Promise<void> {
    this.#sql.exec("delete from sent where id in (select value from json_each(?))", JSON.stringify(ids));
  }
}
