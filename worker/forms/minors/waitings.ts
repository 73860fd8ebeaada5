import type { SealedTable } from "../../vault/schema.ts";
import { isRefusedBy } from "../../web/refused.ts";
import type { Decision, Waiting, WaitingForm } from "./waiting.ts";

export const sealedWaitings = {
  table: "waiting_for_guardians",
  row: "reference",
  columns: ["sealed_content"],
} as const satisfies SealedTable;

interface WaitingRow {
  reference: string;
  form: WaitingForm;
  language: Waiting["language"];
  asked_at: string;
  expires_at: string;
  sealed_content: string | null;
  decision: Decision | null;
}

/** Adds what waits for a guardian; the same one again changes nothing, so the first link stays the only one. */
export function insertWaiting(
  db: D1Database,
  { reference, form, language, askedAt, expiresAt, sealedContent }: Required<Omit<Waiting, "decision">>,
  tokenHash: string,
): D1PreparedStatement {
  return db
    .prepare(
      `insert into waiting_for_guardians (reference, form, language, asked_at, expires_at, token_hash,
         sealed_content)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (reference) do nothing`,
    )
    .bind(
      reference,
      form,
      language,
      askedAt.toISOString(),
      expiresAt.toISOString(),
      tokenHash,
      sealedContent,
    );
}

/** What waits under the link whose token has this hash. */
export async function waitingBehind(db: D1Database, tokenHash: string): Promise<Waiting | undefined> {
  return asWaiting(
    await db
      .prepare("select * from waiting_for_guardians where token_hash = ?1")
      .bind(tokenHash)
      .first<WaitingRow>(),
  );
}

/** What waits under a reference. */
export async function findWaiting(db: D1Database, reference: string): Promise<Waiting | undefined> {
  return asWaiting(
    await db
      .prepare("select * from waiting_for_guardians where reference = ?1")
      .bind(reference)
      .first<WaitingRow>(),
  );
}

/** Records what a guardian decided and erases what was locked. A second decision fails its whole batch. */
export function decide(db: D1Database, reference: string, decision: Decision): D1PreparedStatement {
  return db
    .prepare("update waiting_for_guardians set decision = ?2, sealed_content = null where reference = ?1")
    .bind(reference, decision);
}

/** Whether a batch failed because the guardian had decided already. */
export function isDecided(error: unknown): boolean {
  return isRefusedBy(error, "trigger", "the guardian has decided");
}

/**
 * References of what nobody decided by an instant and still holds what was typed, oldest first. While staff hold the mail
 * that asks, nobody can have decided.
 */
export async function undecidedBy(db: D1Database, at: Date, max: number): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select reference from waiting_for_guardians
       where expires_at <= ?1 and sealed_content is not null
         and not exists (select 1 from outbox
           where outbox.id = waiting_for_guardians.reference || '/guardian' and held_at is not null)
       order by expires_at limit ?2`,
    )
    .bind(at.toISOString(), max)
    .all<{ reference: string }>();
  return results.map(({ reference }) => reference);
}

/** Erases what was locked in these. */
export function emptyWaitings(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare(
      `update waiting_for_guardians set sealed_content = null
       where sealed_content is not null and reference in (select value from json_each(?1))`,
    )
    .bind(JSON.stringify(references));
}

/** Forgets what ended before an instant. */
export function deleteWaitingsBefore(db: D1Database, before: Date): D1PreparedStatement {
  return db
    .prepare("delete from waiting_for_guardians where expires_at < ?1 and sealed_content is null")
    .bind(before.toISOString());
}

function asWaiting(row: WaitingRow | null): Waiting | undefined {
  if (!row) return undefined;
  const { reference, form, language } = row;
  return {
    reference,
    form,
    language,
    askedAt: new Date(row.asked_at),
    expiresAt: new Date(row.expires_at),
    ...(row.sealed_content === null ? {} : { sealedContent: row.sealed_content }),
    ...(row.decision === null ? {} : { decision: row.decision }),
  };
}
