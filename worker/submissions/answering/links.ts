/** A link with which a client reads and answers. */
export interface AnswerLink {
  reference: string;
  madeAt: Date;
  usedAt?: Date;
}

/** The address at which a client reads and answers, without an account. */
export function answerAddress(origin: string, language: string, token: string): string {
  return `${origin}/${language}/answer/${token}/`;
}

/** Adds a link; earlier ones of the same submission keep working. */
export function insertAnswerLink(
  db: D1Database,
  tokenHash: string,
  reference: string,
  at: Date,
): D1PreparedStatement {
  return db
    .prepare("insert into answer_links (token_hash, reference, made_at) values (?1, ?2, ?3)")
    .bind(tokenHash, reference, at.toISOString());
}

/** The link whose token has this hash. */
export async function findAnswerLink(db: D1Database, tokenHash: string): Promise<AnswerLink | undefined> {
  const row = await db
    .prepare("select reference, made_at, used_at from answer_links where token_hash = ?1")
    .bind(tokenHash)
    .first<{ reference: string; made_at: string; used_at: string | null }>();
  if (!row) return undefined;
  return {
    reference: row.reference,
    madeAt: new Date(row.made_at),
    ...(row.used_at === null ? {} : { usedAt: new Date(row.used_at) }),
  };
}

/** Records that a client wrote or acted with a link, which proves that the address is theirs. */
export function useAnswerLink(db: D1Database, tokenHash: string, at: Date): D1PreparedStatement {
  return db
    .prepare("update answer_links set used_at = ?2 where token_hash = ?1 and used_at is null")
    .bind(tokenHash, at.toISOString());
}

/**
 * Whether the reader of an address is known to be its owner: they confirmed an account, a data request or a subscription
 * with it, or answered a mail of ours. Read it with `isConfirmedIn`.
 */
export function selectIsConfirmed(db: D1Database, emailIndex: string): D1PreparedStatement {
  return db
    .prepare(
      `select exists (select 1 from users where email_index = ?1 and email_verified = 1)
         or exists (select 1 from data_requests where email_index = ?1 and confirmed_at is not null)
         or exists (select 1 from newsletter_subscriptions where email_index = ?1 and confirmed_at is not null)
         or exists (
           select 1 from forms_by_email f join answer_links l on l.reference = f.reference
           where f.email_index = ?1 and l.used_at is not null
         ) as is_confirmed`,
    )
    .bind(emailIndex);
}

/** The same for the sender of a submission. */
export function selectIsConfirmedFor(db: D1Database, reference: string): D1PreparedStatement {
  return db
    .prepare(
      `select exists (select 1 from users u where u.email_index = s.email_index and u.email_verified = 1)
         or exists (select 1 from data_requests d where d.email_index = s.email_index and d.confirmed_at is not null)
         or exists (
           select 1 from newsletter_subscriptions n where n.email_index = s.email_index and n.confirmed_at is not null
         )
         or exists (
           select 1 from forms_by_email f join answer_links l on l.reference = f.reference
           where f.email_index = s.email_index and l.used_at is not null
         ) as is_confirmed
       from forms_by_email s where s.reference = ?1 limit 1`,
    )
    .bind(reference);
}

/** The result of `selectIsConfirmed` or `selectIsConfirmedFor`. */
export function isConfirmedIn(result: D1Result | undefined): boolean {
  const [row] = (result?.results ?? []) as { is_confirmed: number }[];
  return row?.is_confirmed === 1;
}
