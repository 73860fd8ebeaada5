import { seal, unseal } from "../vault/core.ts";
import type { KeyRing, SealedTable } from "../vault/schema.ts";
import type { Failures, SignIn, SignInOutcome } from "./schema.ts";

/** Columns that the vault has sealed. */
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

/** An account's tries to sign in, the latest first; `signInsFrom` reads the result. */
export function selectSignIns(db: D1Database, userId: string, most: number): D1PreparedStatement {
  return db
    .prepare(
      `select id, at, outcome, sealed_address, device from sign_ins where user_id = ?1
       order by at desc limit ?2`,
    )
    .bind(userId, most);
}

/** The tries that `selectSignIns` gave, opened. */
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

/** The failed tries in a row of a bucket; `failuresFrom` reads the result. */
export function selectFailures(db: D1Database, buckets: readonly string[]): D1PreparedStatement {
  return db
    .prepare(
      `select bucket, failures, last_failed_at from sign_in_failures
       where bucket in (select value from json_each(?1))`,
    )
    .bind(JSON.stringify(buckets));
}

/** What `selectFailures` gave for one bucket. */
export function failuresFrom(result: D1Result | undefined, bucket: string): Failures {
  const rows = (result?.results ?? []) as unknown as {
    bucket: string;
    failures: number;
    last_failed_at: string;
  }[];
  const row = rows.find((one) => one.bucket === bucket);
  return { failures: row?.failures ?? 0, lastFailedAt: new Date(row?.last_failed_at ?? 0) };
}

/** Counts one more failure of a bucket; after a day without one it starts anew. */
export function countFailure(db: D1Database, bucket: string, at: Date): D1PreparedStatement {
  const dayAgo = new Date(at.getTime() - 24 * 60 * 60_000).toISOString();
  return db
    .prepare(
      `insert into sign_in_failures (bucket, failures, last_failed_at) values (?1, 1, ?2)
       on conflict (bucket) do update
         set failures = iif(last_failed_at < ?3, 1, failures + 1), last_failed_at = ?2`,
    )
    .bind(bucket, at.toISOString(), dayAgo);
}

/** Forgets a bucket's failures. */
export function clearFailures(db: D1Database, bucket: string): D1PreparedStatement {
  return db.prepare("delete from sign_in_failures where bucket = ?1").bind(bucket);
}

/** Forgets what strangers have failed at an account, from whatever network. */
export function clearAccountFailures(db: D1Database, bucket: string): D1PreparedStatement {
  return db
    .prepare("delete from sign_in_failures where bucket = ?1 or (bucket > ?1 || '/' and bucket < ?1 || '0')")
    .bind(bucket);
}

/** Forgets failures that nobody added to since an instant. */
export function deleteFailuresBefore(db: D1Database, before: Date): D1PreparedStatement {
  return db.prepare("delete from sign_in_failures where last_failed_at < ?1").bind(before.toISOString());
}

/** Erases what is older than the period of the log. */
export function deleteSignInsBefore(db: D1Database, before: Date): D1PreparedStatement {
  return db.prepare("delete from sign_ins where at < ?1").bind(before.toISOString());
}
