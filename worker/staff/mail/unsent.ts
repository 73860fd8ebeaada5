import type { FormId } from "../../forms/form/form.ts";
import { type KeyRing, SealBroken } from "../../vault/schema.ts";
import { unseal } from "../../vault/sealing.ts";
import { maxCounted } from "../desk/items.ts";
import type { PageAsked } from "../desk/paging.ts";
import {
  kindOf,
  type MailCounts,
  type MailList,
  type MailState,
  mailStates,
  type UnsentMail,
  withoutAddresses,
} from "./unsent-mail.ts";

/** Mails per page of the list. */
export const mailsOnPage = 25;

interface UnsentRow {
  id: string;
  subject: string;
  queued_at: string;
  attempts: number;
  next_attempt_at: string | null;
  sealed_error: string | null;
  reference: string | null;
  form: FormId | null;
  since: string;
  state: MailState;
}

/** A page of mail that has not left, oldest first, and one mail more, which tells whether there is another page. */
export function selectUnsent(
  db: D1Database,
  show: MailList["show"],
  { way, since, id }: PageAsked,
): D1PreparedStatement {
  const states = JSON.stringify(show === "all" ? mailStates : [show]);
  const page = way === "before" ? selectBefore : selectFollowing;
  return db.prepare(page).bind(states, mailsOnPage + 1, since, id);
}

const selectFollowing = `
  select u.* from json_each(?1) state cross join json_each((
    select json_group_array(id) from (
      select id from outbox where state = state.value and (since, id) > (?3, ?4) order by since, id limit ?2
    )
  )) found join unsent_mail u on u.id = found.value
  order by u.since, u.id limit ?2`;

/** The nearest first. */
const selectBefore = `
  select u.* from json_each(?1) state cross join json_each((
    select json_group_array(id) from (
      select id from outbox where state = state.value and (since, id) < (?3, ?4) order by since desc, id desc limit ?2
    )
  )) found join unsent_mail u on u.id = found.value
  order by u.since desc, u.id desc limit ?2`;

/** Mail that has not left, after one that a key names: its state, since when it is so, and its id. */
export function selectUnsentAfter(db: D1Database, after: string, max: number): D1PreparedStatement {
  const [state = "", since = "", id = ""] = after.split(" ");
  return db
    .prepare(
      `select u.* from json_each((
         select json_group_array(id) from (
           select id from outbox where state is not null and (state, since, id) > (?1, ?2, ?3)
           order by state, since, id limit ?4
         )
       )) found join unsent_mail u on u.id = found.value
       order by u.state, u.since, u.id`,
    )
    .bind(state, since, id, max);
}

/** One mail that has not left. */
export function selectUnsentMail(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("select * from unsent_mail where id = ?1").bind(id);
}

/** The result of `selectUnsent` or `selectUnsentMail`. */
export async function unsentIn(result: D1Result | undefined, ring: KeyRing): Promise<UnsentMail[]> {
  const rows = (result?.results ?? []) as unknown as UnsentRow[];
  return Promise.all(rows.map((row) => unsentMail(row, ring)));
}

/** How many mails are in each state, as far as they are counted. Read it with `countsIn`. */
export function countUnsent(db: D1Database): D1PreparedStatement {
  return db
    .prepare(
      `select state.value as state, (
         select count(*) from (select 1 from outbox where state = state.value order by since limit ?2)
       ) as count, (
         select since from outbox where state = state.value order by since limit 1
       ) as since from json_each(?1) state where count > 0`,
    )
    .bind(JSON.stringify(mailStates), maxCounted);
}

/** The result of `countUnsent`. */
export function countsIn(result: D1Result | undefined): MailCounts {
  const rows = (result?.results ?? []) as unknown as { state: MailState; count: number; since: string }[];
  return Object.fromEntries(
    rows.map(({ state, count, since }) => [state, { count, since: new Date(since) }]),
  );
}

async function unsentMail(row: UnsentRow, ring: KeyRing): Promise<UnsentMail> {
  const { id, subject, state, attempts, reference, form, next_attempt_at, sealed_error } = row;
  const kind = kindOf(id);
  const reason = sealed_error === null ? undefined : await openReason(id, sealed_error, ring);
  return {
    id,
    subject,
    state,
    attempts,
    queuedAt: new Date(row.queued_at),
    since: new Date(row.since),
    ...(reference === null || form === null ? {} : { about: { reference, form } }),
    ...(kind === undefined ? {} : { kind }),
    ...(next_attempt_at === null ? {} : { nextAt: new Date(next_attempt_at) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Undefined when its key is lost. The mail can be given up all the same. */
async function openReason(id: string, sealed: string, ring: KeyRing): Promise<string | undefined> {
  try {
    const place = { table: "outbox", column: "sealed_error", row: id };
    return withoutAddresses(await unseal(ring, place, sealed));
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
