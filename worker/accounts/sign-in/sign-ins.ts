import type { Span } from "../../lifetimes/ends.ts";
import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";
import { textOrNone } from "../../vault/set-aside.ts";
import type { SignIn, SignInOutcome } from "./sign-in.ts";

export const sealedSignIns: SealedTable = { table: "sign_ins", row: "id", columns: ["sealed_address"] };

/** Adds a try to an account's log. */
export async function insertSignIn(
  db: D1Database,
  ring: KeyRing,
  userId: string,
  signIn: SignIn,
): Promise<D1PreparedStatement> {
  const id = crypto.randomUUID();
  const place = { table: "sign_ins", column: "sealed_address", row: id };
  return db
    .prepare(
      `insert into sign_ins (id, user_id, at, outcome, sealed_address, device) values (?1, ?2, ?3, ?4, ?5, ?6)`,
    )
    .bind(
      id,
      userId,
      signIn.at.toISOString(),
      signIn.outcome,
      await seal(ring, place, signIn.address),
      signIn.device,
    );
}

interface SignInRow {
  id: string;
  at: string;
  outcome: SignInOutcome;
  sealed_address: string;
  device: string;
}

/** An account's sign-in tries, latest first. Read them with `signInsFrom`. */
export function selectSignIns(db: D1Database, userId: string, max: number): D1PreparedStatement {
  return db
    .prepare(
      `select id, at, outcome, sealed_address, device from sign_ins where user_id = ?1
       order by at desc limit ?2`,
    )
    .bind(userId, max);
}

/** The result of `selectSignIns`, opened. */
export function signInsFrom(result: D1Result | undefined, ring: KeyRing): Promise<SignIn[]> {
  const rows = (result?.results ?? []) as unknown as SignInRow[];
  return Promise.all(
    rows.map(async ({ id, at, outcome, sealed_address, device }) => ({
      at: new Date(at),
      outcome,
      address: await textOrNone(id, () =>
        unseal(ring, { table: "sign_ins", column: "sealed_address", row: id }, sealed_address),
      ),
      device,
    })),
  );
}

/** Erases up to `max` tries whose time is over. Those of an account that is held stay. */
export function deleteSignInsOver(db: D1Database, over: readonly Span[], max: number): D1PreparedStatement {
  return db
    .prepare(
      `delete from sign_ins where id in (
         select i.id from json_each(?1) s cross join sign_ins i
           on i.at >= s.value ->> 'from' and i.at < s.value ->> 'until' and i.at <= s.value ->> 'over'
         where not exists (select 1 from held_accounts h where h.user_id = i.user_id) limit ?2
       )`,
    )
    .bind(JSON.stringify(over), max);
}

/** How many tries are there only because their account is held. */
export async function countHeldSignIns(db: D1Database, over: readonly Span[]): Promise<number> {
  const row = await db
    .prepare(
      `select count(*) as count from sign_ins join json_each(?1) s
         on at >= s.value ->> 'from' and at < s.value ->> 'until' and at <= s.value ->> 'over'
       where exists (select 1 from held_accounts h where h.user_id = sign_ins.user_id)`,
    )
    .bind(JSON.stringify(over))
    .first<{ count: number }>();
  return row?.count ?? 0;
}
