import type { Role } from "../engine/signed-in.ts";

/** A session and its owner, as stored. */
export interface SessionRow {
  id: string;
  user_id: string;
  created_at: string;
  seen_at: string;
  email_index: string;
  sealed_email: string;
  sealed_name: string;
  role: Role;
  two_factor_enabled: number;
  erase_at: string | null;
}

/** The session of a token's hash, with its owner. */
export function selectSession(db: D1Database, tokenHash: string): D1PreparedStatement {
  return db
    .prepare(
      `select s.id, s.user_id, s.created_at, s.seen_at, u.email_index, u.sealed_email, u.sealed_name, u.role,
         u.two_factor_enabled, u.erase_at
       from sessions s join users u on u.id = s.user_id
       where s.token_hash = ?1`,
    )
    .bind(tokenHash);
}

/**
 * Records the use of a session, at most once a minute. One unused for too long is not revived.
 * @param idleSince before these instants a client's or a staff session counts as abandoned
 */
export function touchSession(
  db: D1Database,
  tokenHash: string,
  at: Date,
  idleSince: { client: Date; staff: Date },
): D1PreparedStatement {
  return db
    .prepare(
      `update sessions set seen_at = ?2
       where token_hash = ?1 and seen_at < ?3
         and seen_at > iif((select role from users where id = user_id) = 'client', ?4, ?5)`,
    )
    .bind(
      tokenHash,
      at.toISOString(),
      new Date(at.getTime() - 60_000).toISOString(),
      idleSince.client.toISOString(),
      idleSince.staff.toISOString(),
    );
}

/** The sessions of an account, last used first: `id`, `device`, `created_at`, `seen_at`. */
export function selectSessions(db: D1Database, userId: string): D1PreparedStatement {
  return db
    .prepare("select id, device, created_at, seen_at from sessions where user_id = ?1 order by seen_at desc")
    .bind(userId);
}

/** Ends one session of an account. Another account's session stays. */
export function deleteSession(db: D1Database, userId: string, id: string): D1PreparedStatement {
  return db.prepare("delete from sessions where user_id = ?1 and id = ?2").bind(userId, id);
}

/** Ends the session of a token's hash. */
export function deleteSessionByToken(db: D1Database, tokenHash: string): D1PreparedStatement {
  return db.prepare("delete from sessions where token_hash = ?1").bind(tokenHash);
}

/** Ends all sessions of an account, except one if it is named. */
export function deleteSessions(db: D1Database, userId: string, but = ""): D1PreparedStatement {
  return db.prepare("delete from sessions where user_id = ?1 and id <> ?2").bind(userId, but);
}

/** Deletes what has expired: sessions, unused proofs, and the marks of used ones. */
export function deleteExpired(db: D1Database, at: Date): D1PreparedStatement[] {
  const now = at.toISOString();
  return [
    db.prepare("delete from sessions where expires_at < ?1").bind(now),
    db.prepare("delete from verifications where expires_at < ?1").bind(now),
    db.prepare("delete from used_verifications where expires_at < ?1").bind(now),
    db.prepare("delete from waiting_addresses where expires_at < ?1").bind(now),
  ];
}

/** The result of `selectSessions`. */
export function sessionsIn(
  result: D1Result | undefined,
): { id: string; device: string; createdAt: Date; seenAt: Date }[] {
  const rows = (result?.results ?? []) as Record<"id" | "device" | "created_at" | "seen_at", string>[];
  return rows.map(({ id, device, created_at, seen_at }) => {
    return { id, device, createdAt: new Date(created_at), seenAt: new Date(seen_at) };
  });
}

/** Signs everybody out, because a restored database does not know who has signed out or changed their password. */
export function deleteEverySession(db: D1Database): D1PreparedStatement {
  return db.prepare("delete from sessions");
}
