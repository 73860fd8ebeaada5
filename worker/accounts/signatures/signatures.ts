import type { Signature } from "./signature.ts";

/** Adds a signature; the same one again changes nothing. */
export function insertSignature(db: D1Database, signature: Signature): D1PreparedStatement {
  return db
    .prepare(
      `insert into signatures (id, user_id, purpose, document, document_hash, policy_version, policy_hash, signed_at)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
       on conflict (id) do nothing`,
    )
    .bind(
      signature.id,
      signature.userId,
      signature.purpose,
      signature.document,
      signature.documentHash,
      signature.policyVersion,
      signature.policyHash,
      signature.signedAt.toISOString(),
    );
}

/** What an account has signed, latest first. Read it with `signaturesIn`. */
export function selectSignatures(db: D1Database, userId: string): D1PreparedStatement {
  return db.prepare("select * from signatures where user_id = ?1 order by signed_at desc").bind(userId);
}

interface SignatureRow {
  id: string;
  user_id: string;
  purpose: Signature["purpose"];
  document: string;
  document_hash: string;
  policy_version: string;
  policy_hash: string;
  signed_at: string;
}

/** The result of `selectSignatures`. */
export function signaturesIn(result: D1Result | undefined): Signature[] {
  const rows = (result?.results ?? []) as unknown as SignatureRow[];
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    purpose: row.purpose,
    document: row.document,
    documentHash: row.document_hash,
    policyVersion: row.policy_version,
    policyHash: row.policy_hash,
    signedAt: new Date(row.signed_at),
  }));
}

/**
 * Sets the end of the period for an account's signatures, once the account is erased.
 * @param ends until when proof is kept, by the version that was signed under
 */
export function endSignatures(
  db: D1Database,
  userId: string,
  ends: Readonly<Record<string, string>>,
): D1PreparedStatement {
  return db
    .prepare(
      `update signatures set kept_until = coalesce(
         (select value from json_each(?2) where key = policy_version),
         (select max(value) from json_each(?2))
       )
       where user_id = ?1 and kept_until is null`,
    )
    .bind(userId, JSON.stringify(ends));
}

/** Erases up to `max` signatures whose period is over. Those of what is held stay. */
export function deleteEndedSignatures(db: D1Database, at: Date, max: number): D1PreparedStatement {
  return db
    .prepare(
      `delete from signatures where id in (
         select id from signatures where kept_until <= ?1
           and not exists (select 1 from held_proofs where subject = user_id)
           and not exists (select 1 from held_proofs where subject = document)
         limit ?2
       )`,
    )
    .bind(at.toISOString(), max);
}
