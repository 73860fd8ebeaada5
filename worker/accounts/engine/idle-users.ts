import type { Span } from "../../lifetimes/ends.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";
import type { Language } from "../../web/organization.ts";

/** An account that nobody has used for as long as it is kept. */
export interface IdleUser {
  id: string;
  emailIndex: string;
  language: Language;
  openEmail: (ring: KeyRing) => Promise<string>;
}

/** How far an idle account has come: its owner was not told yet, or it ends because they were. */
export type IdleStep = { tell: true } | { endBy: Date };

/** Accounts whose time is over, in order of id after a given one. What a hold or an open matter keeps is not among them. */
export async function idleUsers(
  db: D1Database,
  over: readonly Span[],
  step: IdleStep,
  { after, max }: { after: string; max: number },
): Promise<IdleUser[]> {
  const { results } = await db
    .prepare(
      `select a.id, a.email_index, a.language, a.sealed_email from client_accounts a join json_each(?1) s
         on a.created_at >= s.value ->> 'from' and a.created_at < s.value ->> 'until'
       where a.used_by <= s.value ->> 'over' and not a.is_kept and a.id > ?3
         and iif(?2 is null, a.ends_at is null, a.ends_at <= ?2)
       order by a.id limit ?4`,
    )
    .bind(JSON.stringify(over), "endBy" in step ? step.endBy.toISOString() : null, after, max)
    .all<{ id: string; email_index: string; language: Language; sealed_email: string }>();
  return results.map(({ id, email_index, language, sealed_email }) => ({
    id,
    emailIndex: email_index,
    language,
    openEmail: (ring) => unseal(ring, { table: "users", column: "sealed_email", row: id }, sealed_email),
  }));
}

/** How many accounts are there only because a hold or an open matter keeps them. */
export async function countKeptUsers(db: D1Database, over: readonly Span[]): Promise<number> {
  const row = await db
    .prepare(
      `select count(*) as count from client_accounts a join json_each(?1) s
         on a.created_at >= s.value ->> 'from' and a.created_at < s.value ->> 'until'
       where a.used_by <= s.value ->> 'over' and a.is_kept`,
    )
    .bind(JSON.stringify(over))
    .first<{ count: number }>();
  return row?.count ?? 0;
}

/** Sets the instant at which an account ends unless somebody uses it. */
export function setEndsAt(db: D1Database, userId: string, endsAt: Date): D1PreparedStatement {
  return db.prepare("update users set ends_at = ?2 where id = ?1").bind(userId, endsAt.toISOString());
}
