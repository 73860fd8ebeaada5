import type { Cosignature } from "./checkpoint.ts";

/** How a witness answered: it signed, or why it did not. */
export type WitnessAnswer = "cosigned" | "refused" | "ahead" | "unknown" | "invalid" | "silent";

/** How a witness answered last, and the size that it was asked about. */
export interface WitnessStanding {
  witness: string;
  answer: WitnessAnswer;
  size: number;
  answeredAt: Date;
}

/** Answers that mean that a witness saw another history than the one here. */
export const alarming: readonly WitnessAnswer[] = ["refused", "ahead"];

/** The lines that witnesses signed of a tree. */
export async function cosignaturesOf(db: D1Database, size: number): Promise<string[]> {
  const { results } = await db
    .prepare("select line from log_cosignatures where size = ?1 order by witness")
    .bind(size)
    .all<{ line: string }>();
  return results.map(({ line }) => line);
}

/** The size of the last tree that a witness signed, or any witness; 0 if none. */
export async function lastCosigned(db: D1Database, witness?: string): Promise<number> {
  const size = await db
    .prepare("select max(size) as size from log_cosignatures where ?1 is null or witness = ?1")
    .bind(witness ?? null)
    .first<number | null>("size");
  return size ?? 0;
}

/** How every witness answered last. */
export async function standings(db: D1Database): Promise<WitnessStanding[]> {
  const { results } = await db
    .prepare("select witness, answer, size, answered_at from log_witnesses order by witness")
    .all<{ witness: string; answer: WitnessAnswer; size: number; answered_at: string }>();
  return results.map(({ answered_at, ...rest }) => ({ ...rest, answeredAt: new Date(answered_at) }));
}

/** Notes how a witness answered, with what it signed. */
export async function noteAnswer(
  db: D1Database,
  { witness, answer, size, answeredAt }: WitnessStanding,
  cosignature?: Cosignature,
): Promise<void> {
  const answered = db
    .prepare(
      `insert into log_witnesses (witness, answer, size, answered_at) values (?1, ?2, ?3, ?4)
       on conflict (witness) do update
         set answer = excluded.answer, size = excluded.size, answered_at = excluded.answered_at`,
    )
    .bind(witness, answer, size, answeredAt.toISOString());
  const signed =
    cosignature &&
    db
      .prepare(
        `insert into log_cosignatures (size, witness, line, cosigned_at) values (?1, ?2, ?3, ?4)
         on conflict (size, witness) do update set line = excluded.line, cosigned_at = excluded.cosigned_at`,
      )
      .bind(size, witness, cosignature.line, cosignature.at.toISOString());
  await db.batch(signed ? [answered, signed] : [answered]);
}
