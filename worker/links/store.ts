import type { Link, LinkPurpose } from "./schema.ts";

interface LinkRow {
  token_hash: string;
  purpose: LinkPurpose;
  subject: string;
  expires_at: string;
  used_at: string | null;
}

/** Adds a link; the same again changes nothing. */
export function insertLink(db: D1Database, link: Omit<Link, "usedAt">): D1PreparedStatement {
  return db
    .prepare(
      `insert into links (token_hash, purpose, subject, expires_at) values (?1, ?2, ?3, ?4)
       on conflict (token_hash) do nothing`,
    )
    .bind(link.tokenHash, link.purpose, link.subject, link.expiresAt.toISOString());
}

/** The link whose token has this hash. */
export async function findLink(db: D1Database, tokenHash: string): Promise<Link | undefined> {
  const row = await db.prepare("select * from links where token_hash = ?1").bind(tokenHash).first<LinkRow>();
  if (!row) return undefined;
  return {
    tokenHash: row.token_hash,
    purpose: row.purpose,
    subject: row.subject,
    expiresAt: new Date(row.expires_at),
    ...(row.used_at === null ? {} : { usedAt: new Date(row.used_at) }),
  };
}

/** Uses up a link. */
export function useLink(db: D1Database, tokenHash: string, at: Date): D1PreparedStatement {
  return db
    .prepare("update links set used_at = ?2 where token_hash = ?1 and used_at is null")
    .bind(tokenHash, at.toISOString());
}
