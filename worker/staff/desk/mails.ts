/** What became of the mails about something sent. */
export interface MailState {
  /** The part of the mail's id after the reference: `status-2`. */
  name: string;
  state: "waiting" | "sent" | "failed" | "held";
  /** When it left, failed or was held. */
  at?: Date;
}

/** The mails about something sent that are not forgotten yet. Read them with `mailStatesIn`. */
export function selectMailStates(db: D1Database, reference: string): D1PreparedStatement {
  return db
    .prepare(
      `select substr(id, length(?1) + 2) as name, sent_at, failed_at, held_at from outbox
       where id >= ?1 || '/' and id < ?1 || '0' and dropped_at is null`,
    )
    .bind(reference);
}

/** The result of `selectMailStates`. */
export function mailStatesIn(result: D1Result | undefined): MailState[] {
  const rows = (result?.results ?? []) as unknown as {
    name: string;
    sent_at: string | null;
    failed_at: string | null;
    held_at: string | null;
  }[];
  return rows.map(({ name, sent_at, failed_at, held_at }) => {
    if (sent_at) return { name, state: "sent", at: new Date(sent_at) };
    if (failed_at) return { name, state: "failed", at: new Date(failed_at) };
    return held_at ? { name, state: "held", at: new Date(held_at) } : { name, state: "waiting" };
  });
}
