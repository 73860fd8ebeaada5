import type { Signature } from "./schema.ts";

/** Adds a signature; the same again changes nothing. */
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

/** What an account has signed, the latest first; `signaturesIn` reads it. */
export function selectSignatures(db: D1Database, userId: string): D1PreparedStatement {
  return db.prepare("select * from signatures where user_id = ?1 order by signed_at desc").bind(userId);
}

/** What `selectSignatures` gave. */
export function signaturesIn(result: D1Result | undefined): Signature[] {
  const rows = (result?.results ?? []) as Record<string, string>[];
  return rows.map((row) => ({
    id: row["id"] ?? "",
    userId: row["user_id"] ?? "",
    purpose: row["purpose"] as Signature["purpose"],
    document: row["document"] ?? "",
    documentHash: row["document_hash"] ?? "",
    policyVersion: row["policy_version"] ?? "",
    policyHash: row["policy_hash"] ?? "",
    signedAt: new Date(row["signed_at"] ?? ""),
  }));
}
