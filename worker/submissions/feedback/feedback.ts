import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { emailIndex, seal, unseal } from "../../vault/sealing.ts";
import { openEach } from "../../vault/set-aside.ts";
import type { Language } from "../../web/organization.ts";
import type { Feedback, KeptFeedback } from "./form.ts";

/** What is sealed: words and address, as one JSON. Rating and topic stand by themselves. */
export const sealedFeedback = {
  table: "feedback",
  row: "reference",
  columns: ["sealed_feedback"],
} as const satisfies SealedTable;

/** Stores feedback under its reference; the same again changes nothing. The age is not stored. */
export async function insertFeedback(
  db: D1Database,
  ring: KeyRing,
  reference: string,
  { rating, topic, feedback, email }: Feedback,
  language: Language,
  receivedAt: Date,
): Promise<D1PreparedStatement> {
  const place = { table: sealedFeedback.table, column: sealedFeedback.columns[0], row: reference };
  const isEmpty = feedback === "" && email === "";
  return db
    .prepare(
      `insert into feedback (reference, received_at, language, rating, email_index, sealed_feedback, topic)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
       on conflict (reference) do nothing`,
    )
    .bind(
      reference,
      receivedAt.toISOString(),
      language,
      Number(rating),
      email === "" ? null : await emailIndex(ring, email),
      isEmpty ? null : await seal(ring, place, JSON.stringify({ feedback, email })),
      topic === "" ? null : topic,
    );
}

/** The feedback sent with an address, latest first. Open it with `feedbackIn`. */
export function selectFeedbackOf(db: D1Database, index: string): D1PreparedStatement {
  return db
    .prepare(
      `select reference, received_at, rating, topic, sealed_feedback from feedback
       where email_index = ?1 order by received_at desc`,
    )
    .bind(index);
}

/** The feedback with this reference. Open it with `feedbackIn`. */
export function selectFeedback(db: D1Database, reference: string): D1PreparedStatement {
  return db
    .prepare(
      "select reference, received_at, rating, topic, sealed_feedback from feedback where reference = ?1",
    )
    .bind(reference);
}

/** The feedback with these references. */
export function selectFeedbackAmong(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("select * from feedback where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}

/** The result of `selectFeedback` or `selectFeedbackOf`, opened. */
export function feedbackIn(result: D1Result | undefined, ring: KeyRing): Promise<KeptFeedback[]> {
  const rows = (result?.results ?? []) as {
    reference: string;
    received_at: string;
    rating: number;
    topic: string | null;
    sealed_feedback: string | null;
  }[];
  return openEach(
    rows,
    async ({ reference, received_at, rating, topic, sealed_feedback }) => {
      const place = { table: sealedFeedback.table, column: sealedFeedback.columns[0], row: reference };
      const words =
        sealed_feedback === null
          ? { feedback: "", email: "" }
          : (JSON.parse(await unseal(ring, place, sealed_feedback)) as Pick<Feedback, "feedback" | "email">);
      return { reference, receivedAt: new Date(received_at), rating, topic: topic ?? "", ...words };
    },
    ({ reference }) => reference,
  );
}

/** Erases the feedback sent with an address. */
export function deleteFeedbackOf(db: D1Database, index: string): D1PreparedStatement {
  return db.prepare("delete from feedback where email_index = ?1").bind(index);
}

/** Erases the feedback with these references. */
export function deleteFeedback(db: D1Database, references: readonly string[]): D1PreparedStatement {
  return db
    .prepare("delete from feedback where reference in (select value from json_each(?1))")
    .bind(JSON.stringify(references));
}
