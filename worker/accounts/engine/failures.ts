import { daysAfter } from "../../web/days.ts";
/** Free tries at one account from one network or device. */
export const freeTries = { account: 5 };

/** After this many failures in a row by strangers an account counts as attacked, and each network has one free try. */
const attackedFrom = 50;

const longestPauseMs = 15 * 60_000;

/** Free tries of a network or device at an account where strangers have failed this often. */
export function freeTriesAt(strangers: Failures): number {
  return strangers.failures < attackedFrom ? freeTries.account : 1;
}

/**
 * Until when no try is taken: a second once the free tries are used up, doubled with each further failure, a quarter of
 * an hour at most. Nothing is ever locked for good.
 */
export function pausedUntil({ failures, lastFailedAt }: Failures, free: number): Date | undefined {
  if (failures < free) return undefined;
  return new Date(lastFailedAt.getTime() + Math.min(1000 * 2 ** (failures - free), longestPauseMs));
}

/** Failed tries in a row, of one account or one known device. */
export interface Failures {
  failures: number;
  lastFailedAt: Date;
}

/** The failed tries in a row of some buckets. Read them with `failuresFrom`. */
export function selectFailures(db: D1Database, buckets: readonly string[]): D1PreparedStatement {
  return db
    .prepare(
      `select bucket, failures, last_failed_at from sign_in_failures
       where bucket in (select value from json_each(?1))`,
    )
    .bind(JSON.stringify(buckets));
}

/** The result of `selectFailures` for one bucket. */
export function failuresFrom(result: D1Result | undefined, bucket: string): Failures {
  const rows = (result?.results ?? []) as unknown as {
    bucket: string;
    failures: number;
    last_failed_at: string;
  }[];
  const row = rows.find((one) => one.bucket === bucket);
  return { failures: row?.failures ?? 0, lastFailedAt: new Date(row?.last_failed_at ?? 0) };
}

/** Counts one more failure of a bucket. After a day without one it starts over. */
export function countFailure(db: D1Database, bucket: string, at: Date): D1PreparedStatement {
  const dayAgo = daysAfter(at, -1).toISOString();
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

/** Forgets the failures of strangers at an account, from any network. */
export function clearAccountFailures(db: D1Database, bucket: string): D1PreparedStatement {
  return db
    .prepare("delete from sign_in_failures where bucket = ?1 or (bucket > ?1 || '/' and bucket < ?1 || '0')")
    .bind(bucket);
}

/** Forgets failures that have not grown since an instant. */
export function deleteFailuresBefore(db: D1Database, before: Date): D1PreparedStatement {
  return db.prepare("delete from sign_in_failures where last_failed_at < ?1").bind(before.toISOString());
}
