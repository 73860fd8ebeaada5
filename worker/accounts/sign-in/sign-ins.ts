import type { KeyRing, SealedTable } from "../../vault/schema.ts";
import { seal, unseal } from "../../vault/sealing.ts";
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
      address: await unseal(ring, { table: "sign_ins", column: "sealed_address", row: id }, sealed_address),
      device,
    })),
  );
}

/** Erases what is older than the log's period. */
export function deleteSignInsBefore(db: D1Database, before: Date): D1PreparedStatement {
  return db.prepare("delete from sign_ins where at < ?1").bind(before.toISOString());
}
