import type { Deed } from "../../audit/entry.ts";
import { recordDeed } from "../../audit/recording.ts";
import { phoneIndex } from "../../vault/phone-index.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";

/** How many clients one phone number can find. */
const maxFound = 20;

/** A client who was found: the number of the account, or of the latest thing that they sent. */
export interface FoundClient {
  number: string;
  hasAccount: boolean;
}

/** The clients who have an email address or a phone number, written any way. */
export async function findClients(env: Env, searched: string): Promise<FoundClient[]> {
  const ring = await keyRing(env);
  const isEmail = searched.includes("@");
  const index = isEmail ? await emailIndex(ring, searched) : await phoneIndex(ring, searched);
  return index === null ? [] : clientsUnder(env.DB, index, isEmail);
}

/** Records in the audit log who looked for a client, and whom that found. Call it before showing them. */
export async function recordSearch(
  env: Env,
  found: readonly FoundClient[],
  by: Pick<Deed, "actor" | "at">,
): Promise<void> {
  const subject = ["clients", ...found.map(({ number }) => number)].join(" ");
  await recordDeed(env, { ...by, action: "searched", subject });
}

async function clientsUnder(db: D1Database, index: string, isEmail: boolean): Promise<FoundClient[]> {
  const { results } = await (isEmail ? selectByEmail(db, index) : selectByPhone(db, index)).all<{
    account: string | null;
    latest: string | null;
  }>();
  return results.flatMap(({ account, latest }) => {
    const number = account ?? latest;
    return number === null ? [] : [{ number, hasAccount: account !== null }];
  });
}

function selectByEmail(db: D1Database, index: string): D1PreparedStatement {
  return db
    .prepare(
      `select (select id from users where email_index = ?1) as account,
         (select reference from submissions_by_email where email_index = ?1 order by received_at desc limit 1) as latest`,
    )
    .bind(index);
}

function selectByPhone(db: D1Database, index: string): D1PreparedStatement {
  return db
    .prepare(
      `select (select id from users where email_index = p.email_index) as account,
         (select reference from submissions_by_email where email_index = p.email_index
          order by received_at desc limit 1) as latest
       from (
         select distinct email_index from phones_by_email
         where phone_index = ?1 and email_index not in (select email_index from held_erasures) limit ?2
       ) p`,
    )
    .bind(index, maxFound);
}
