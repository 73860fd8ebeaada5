import { phoneIndex } from "../../vault/phone-index.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";
import { textOrNone } from "../../vault/set-aside.ts";
import { e164Of } from "../../web/e164.ts";
import { Fault } from "../../web/fault.ts";
import type { Language } from "../../web/organization.ts";
import type { Role } from "./signed-in.ts";

/** What a person may correct in their account. */
export interface Details {
  name: string;
  phone: string;
  address: string;
}

/** The same as it is kept: the phone number also in E.164, where it has one. */
export interface KeptDetails extends Details {
  phoneE164?: string;
}

/** Replaces a person's details. */
export async function updateDetails(
  db: D1Database,
  ring: KeyRing,
  userId: string,
  details: Details,
  at: Date,
): Promise<D1PreparedStatement> {
  const sealed = (column: string, text: string) =>
    text === "" ? null : seal(ring, { table: "users", column, row: userId }, text);
  return db
    .prepare(
      `update users set sealed_name = ?2, sealed_phone = ?3, sealed_address = ?4, updated_at = ?5, sealed_phone_international = ?6,
         phone_index = ?7
       where id = ?1`,
    )
    .bind(
      userId,
      await sealed("sealed_name", details.name),
      await sealed("sealed_phone", details.phone),
      await sealed("sealed_address", details.address),
      at.toISOString(),
      await sealed("sealed_phone_international", await e164Of(details.phone)),
      await phoneIndex(ring, details.phone),
    );
}

/** The language for writing to a person, and when a guardian agreed to the account, if one had to. */
export function updateRegistration(
  db: D1Database,
  userId: string,
  language: Language,
  guardianAgreedAt: Date | undefined,
): D1PreparedStatement {
  return db
    .prepare("update users set language = ?2, guardian_agreed_at = ?3 where id = ?1")
    .bind(userId, language, guardianAgreedAt?.toISOString() ?? null);
}

/** The row of an account, as the database has it. */
export function selectUser(db: D1Database, userId: string): D1PreparedStatement {
  return db.prepare("select * from users where id = ?1").bind(userId);
}

/** The account of an address and its role; undefined if there is none. */
export async function findAccount(
  db: D1Database,
  emailIndex: string,
): Promise<{ userId: string; role: Role } | undefined> {
  const found = await db
    .prepare("select id as userId, role from users where email_index = ?1")
    .bind(emailIndex)
    .first<{ userId: string; role: Role }>();
  return found ?? undefined;
}

/** Whether an address has an account that its owner has confirmed. */
export async function isConfirmed(db: D1Database, emailIndex: string): Promise<boolean> {
  const found = await db
    .prepare("select 1 from users where email_index = ?1 and email_verified = 1")
    .bind(emailIndex)
    .first();
  return found !== null;
}

/** Deletes an account, unless it is held. The trigger `accounts_take_along` deletes everything it has. */
export function deleteUser(db: D1Database, userId: string): D1PreparedStatement {
  return db
    .prepare(
      "delete from users where id = ?1 and not exists (select 1 from held_accounts where user_id = ?1)",
    )
    .bind(userId);
}

interface DueUser {
  id: string;
  email_index: string;
}

/** Accounts that are to be erased by an instant, those due first in front, after skipping some. */
export async function selectUsersToErase(
  db: D1Database,
  at: Date,
  { first, max }: { first: number; max: number },
): Promise<DueUser[]> {
  const { results } = await db
    .prepare(
      "select id, email_index from users where erase_at <= ?1 order by erase_at, id limit ?3 offset ?2",
    )
    .bind(at.toISOString(), first, max)
    .all<DueUser>();
  return results;
}

/**
 * Deletes up to `max` registrations from before an instant that nobody confirmed, unless a law holds them, their mail is
 * held or their link still works. What an address sent by form stays: it does not belong to somebody who only claimed
 * the address.
 */
export function deleteUnconfirmedBefore(
  db: D1Database,
  { before, at, max }: { before: Date; at: Date; max: number },
): D1PreparedStatement {
  return db
    .prepare(
      `delete from users where id in (
         select id from users u where email_verified = 0 and created_at < ?1
           and not exists (select 1 from held_accounts where user_id = u.id)
           and not exists (select 1 from outbox where id = 'registration/' || u.id and held_at is not null)
           and not exists (select 1 from verifications where value = u.id and expires_at > ?3)
         order by created_at limit ?2
       )`,
    )
    .bind(before.toISOString(), max, at.toISOString());
}

/** Sets or clears the instant at which an account is erased. */
export function setEraseAt(db: D1Database, userId: string, eraseAt: Date | null): D1PreparedStatement {
  return db
    .prepare("update users set erase_at = ?2 where id = ?1")
    .bind(userId, eraseAt?.toISOString() ?? null);
}

/** The result of `selectUser`, opened. */
export async function detailsIn(
  result: D1Result | undefined,
  ring: KeyRing,
): Promise<{ details: KeptDetails; createdAt: Date; guardianAgreedAt?: Date }> {
  const [row] = (result?.results ?? []) as Record<string, string | null>[];
  if (!row) throw new Fault("the account of this session is gone");
  const opened = (column: string) => {
    const sealed = row[column];
    const place = { table: "users", column, row: row.id ?? "" };
    return sealed ? textOrNone(place.row, () => unseal(ring, place, sealed)) : "";
  };
  const [name, phone, phoneE164, address] = await Promise.all([
    opened("sealed_name"),
    opened("sealed_phone"),
    opened("sealed_phone_international"),
    opened("sealed_address"),
  ]);
  return {
    details: { name, phone, ...(phoneE164 === "" ? {} : { phoneE164 }), address },
    createdAt: new Date(row.created_at ?? ""),
    ...(row.guardian_agreed_at ? { guardianAgreedAt: new Date(row.guardian_agreed_at) } : {}),
  };
}

/** The email address in the result of `selectUser`; empty where it does not open. */
export async function emailIn(result: D1Result | undefined, ring: KeyRing): Promise<string> {
  const [row] = (result?.results ?? []) as { id: string; sealed_email: string }[];
  if (!row) return "";
  const place = { table: "users", column: "sealed_email", row: row.id };
  return textOrNone(row.id, () => unseal(ring, place, row.sealed_email));
}

/** The details of an account, opened; undefined if there is none. */
export async function findDetails(
  db: D1Database,
  ring: KeyRing,
  userId: string,
): Promise<Details | undefined> {
  const found = await selectUser(db, userId).run();
  return found.results.length === 0 ? undefined : (await detailsIn(found, ring)).details;
}

/** Ids of the accounts that an address had up to an instant. */
export async function accountsOf(db: D1Database, emailIndex: string, until: string): Promise<string[]> {
  const { results } = await db
    .prepare("select id from users where email_index = ?1 and created_at <= ?2")
    .bind(emailIndex, until)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Gives an account a role. */
export function updateRole(db: D1Database, userId: string, role: Role): D1PreparedStatement {
  return db.prepare("update users set role = ?2 where id = ?1").bind(userId, role);
}
