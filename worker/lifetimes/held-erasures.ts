import type { DataKind } from "../policy/commitments/commitments.ts";
import type { KeyRing } from "../vault/schema.ts";
import { blindIndex } from "../vault/sealing.ts";
import type { Span } from "./ends.ts";
import { type Held, heldAs } from "./hold.ts";

/** Whose data an erasure is about. */
export interface Erased {
  /** Empty where the address has no account. */
  userId: string;
  emailIndex: string;
}

/** A blind index that no address has, to file what a hold keeps of somebody who is erased. */
export function heldIndexOf(ring: KeyRing, { userId, emailIndex }: Erased): Promise<string> {
  return blindIndex(ring, "held", `${emailIndex}/${userId}`);
}

/** Lets what holds an address hold another index too. */
export function copyHolds(db: D1Database, from: string, to: string): D1PreparedStatement {
  return db
    .prepare(
      `insert into legal_hold_subjects (hold, subject)
       select hold, ?2 from legal_hold_subjects where subject = ?1
       on conflict do nothing`,
    )
    .bind(from, to);
}

/** Lets what holds an address or its account hold each of its submissions by itself. */
export function holdEach(db: D1Database, emailIndex: string, userId: string): D1PreparedStatement {
  return db
    .prepare(
      `insert into legal_hold_subjects (hold, subject)
       select h.hold, s.reference from legal_hold_subjects h join submissions_by_email s
       where h.subject in (?1, ?2) and s.email_index = ?1
       on conflict do nothing`,
    )
    .bind(emailIndex, userId);
}

/** Lets what silently holds the reader of a subscription whose time is over hold the subscription by itself. */
export function holdEndedSubscriptions(db: D1Database, over: readonly Span[]): D1PreparedStatement {
  return db
    .prepare(
      `insert into legal_hold_subjects (hold, subject)
       select h.hold, n.reference from json_each(?1) s cross join newsletter_subscriptions n
         on n.ended_at <= s.value ->> 'over'
           and n.requested_at >= s.value ->> 'from' and n.requested_at < s.value ->> 'until'
       cross join legal_hold_subjects h
         on h.subject in (n.email_index, (select id from users where email_index = n.email_index))
       where exists (select 1 from held_submissions where reference = n.reference)
         and not exists (select 1 from held_submissions where reference = n.reference and silent = 0)
       on conflict do nothing`,
    )
    .bind(JSON.stringify(over));
}

/** Files the held submissions of an address under an index that no address has. Call it before erasing the rest. */
export function setHeldApart(db: D1Database, from: string, to: string): D1PreparedStatement {
  return db
    .prepare(
      `update submissions_by_email set email_index = ?2
       where email_index = ?1
         and exists (select 1 from held_submissions where reference = submissions_by_email.reference)`,
    )
    .bind(from, to);
}

/** Remembers that what is filed under an index is to be erased once nothing holds it; nothing if nothing is. */
export function insertHeldErasure(db: D1Database, index: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `insert into held_erasures (email_index, asked_at)
       select ?1, ?2 where exists (select 1 from known_addresses where email_index = ?1)
       on conflict do nothing`,
    )
    .bind(index, at.toISOString());
}

/** Forgets an erasure that is finished, or goes on under another index. */
export function deleteHeldErasure(db: D1Database, index: string): D1PreparedStatement {
  return db.prepare("delete from held_erasures where email_index = ?1").bind(index);
}

/** Erasures that can go on because something is no longer held. */
export async function erasuresToFinish(db: D1Database, max: number): Promise<Erased[]> {
  const { results } = await db
    .prepare("select email_index, user_id from erasures_to_finish order by email_index limit ?1")
    .bind(max)
    .all<{ email_index: string; user_id: string | null }>();
  return results.map(({ email_index, user_id }) => ({ emailIndex: email_index, userId: user_id ?? "" }));
}

/** Whether a submission is of somebody who was erased, so that only a hold keeps it. */
export async function isOfErased(db: D1Database, reference: string): Promise<boolean> {
  const found = await db
    .prepare("select 1 from submissions_of_erased where reference = ?1")
    .bind(reference)
    .first();
  return found !== null;
}

/** How anything of somebody is held; undefined if nothing is. One hold that they may know of is told. */
export async function heldOf(db: D1Database, { userId, emailIndex }: Erased): Promise<Held | undefined> {
  const row = await db
    .prepare(
      `select case
         when exists (select 1 from held_accounts where user_id = ?1 and silent = 0) or exists (
           select 1 from submissions_by_email s where email_index = ?2
             and exists (select 1 from held_submissions where reference = s.reference and silent = 0)
         ) then 0
         when exists (select 1 from held_accounts where user_id = ?1) or exists (
           select 1 from submissions_by_email s where email_index = ?2
             and exists (select 1 from held_submissions where reference = s.reference)
         ) then 1
       end as silent`,
    )
    .bind(userId, emailIndex)
    .first<{ silent: number | null }>();
  return heldAs(row?.silent);
}

/**
 * Files submissions of a kind whose time is over, and which only a silent hold keeps, where their senders do not find
 * them: otherwise that they are there would tell of the hold.
 */
export function setSilentApart(
  db: D1Database,
  kind: DataKind,
  over: readonly Span[],
  at: Date,
): D1PreparedStatement[] {
  const bound = [JSON.stringify(over), kind];
  return [
    // What holds them by their sender's address or account holds them by their reference from now on.
    db
      .prepare(
        `insert into legal_hold_subjects (hold, subject)
         select h.hold, e.reference from json_each(?1) s cross join submission_ends e
           on e.kind = ?2 and e.ended_at <= s.value ->> 'over'
             and e.received_at >= s.value ->> 'from' and e.received_at < s.value ->> 'until'
         cross join legal_hold_subjects h on h.subject in (
           (select email_index from forms_by_email where reference = e.reference),
           (select id from users
            where email_index = (select email_index from forms_by_email where reference = e.reference))
         )
         where e.silent = 1
         on conflict do nothing`,
      )
      .bind(...bound),
    db
      .prepare(
        `insert into held_erasures (email_index, asked_at)
         select 'held/' || e.reference, ?3 from json_each(?1) s cross join submission_ends e
           on e.kind = ?2 and e.ended_at <= s.value ->> 'over'
             and e.received_at >= s.value ->> 'from' and e.received_at < s.value ->> 'until'
         where e.silent = 1 and not exists (select 1 from submissions_of_erased where reference = e.reference)
         on conflict do nothing`,
      )
      .bind(...bound, at.toISOString()),
    db.prepare(
      `update submissions_by_email set email_index = 'held/' || reference
       where kind <> 'newsletter' and reference in (
         select substr(email_index, 6) from held_erasures where email_index >= 'held/' and email_index < 'held0'
       ) and email_index not glob 'held/*'`,
    ),
  ];
}
