import type { Link, LinkPurpose } from "./link.ts";

interface LinkRow {
  token_hash: string;
  purpose: LinkPurpose;
  subject: string;
  expires_at: string;
  used_at: string | null;
}

/** Adds the first link of a subject. A repeat adds none, because its mail is not sent either. */
export function insertLink(db: D1Database, link: Omit<Link, "usedAt">): D1PreparedStatement {
  return db
    .prepare(
      `insert into links (token_hash, purpose, subject, expires_at) select ?1, ?2, ?3, ?4
       where not exists (select 1 from links where subject = ?3 and purpose = ?2)`,
    )
    .bind(link.tokenHash, link.purpose, link.subject, link.expiresAt.toISOString());
}

/** Puts a link in the place of another, which is used up; once, however often it is asked for. */
export function replaceLink(
  db: D1Database,
  former: string,
  link: Omit<Link, "usedAt">,
  at: Date,
): D1PreparedStatement[] {
  const added = db
    .prepare(
      `insert into links (token_hash, purpose, subject, expires_at) select ?1, ?2, ?3, ?4
       from links where token_hash = ?5 and used_at is null`,
    )
    .bind(link.tokenHash, link.purpose, link.subject, link.expiresAt.toISOString(), former);
  return [added, useLink(db, former, at)];
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

/** Erases the links of everything that an address has sent. Call it before erasing that. */
export function deleteLinksOf(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `delete from links where subject in
         (select reference from submissions_by_email where email_index = ?1)`,
    )
    .bind(emailIndex);
}

/** What links were mailed for that all ended before an instant, and whose mail has left or failed; oldest first. */
export async function overdueSubjects(
  db: D1Database,
  endedBefore: Date,
  { first, max }: { first: number; max: number },
): Promise<{ subject: string; purpose: LinkPurpose }[]> {
  const { results } = await db
    .prepare(
      `select subject, purpose from last_links
       where expires_at <= ?1 and not is_waiting and not exists (select 1 from held_submissions where reference = subject)
       order by expires_at, subject limit ?3 offset ?2`,
    )
    .bind(endedBefore.toISOString(), first, max)
    .all<{ subject: string; purpose: LinkPurpose }>();
  return results;
}

/** Erases the links mailed for these. */
export function deleteLinks(
  db: D1Database,
  subjects: readonly { subject: string; purpose: LinkPurpose }[],
): D1PreparedStatement {
  return db
    .prepare(
      `delete from links where (subject, purpose) in
         (select value ->> 'subject', value ->> 'purpose' from json_each(?1))`,
    )
    .bind(JSON.stringify(subjects));
}
