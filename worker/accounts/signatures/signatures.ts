import { endNumbers } from "../../audit/record-ends.ts";
import { unproven } from "../../vault/record-keys.ts";
import { recordKeys } from "../../vault/ring.ts";
import type { Signature } from "./signature.ts";
import { checkOfSignature, holdsSignature, type StoredSignature } from "./stored.ts";

/** Adds a signature; the same one again changes nothing. */
export async function insertSignature(env: Env, signature: Signature): Promise<D1PreparedStatement> {
  const row = {
    id: signature.id,
    user_id: signature.userId,
    purpose: signature.purpose,
    document: signature.document,
    document_hash: signature.documentHash,
    policy_version: signature.policyVersion,
    policy_hash: signature.policyHash,
    signed_at: signature.signedAt.toISOString(),
    kept_until: null,
  };
  const check = await checkOfSignature(await recordKeys(env), row);
  return env.DB.prepare(
    `insert into signatures (sequence, id, user_id, purpose, document, document_hash, policy_version, policy_hash,
       signed_at, record_check)
     select sequence, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 from next_signature
     where true on conflict (id) do nothing`,
  ).bind(
    row.id,
    row.user_id,
    row.purpose,
    row.document,
    row.document_hash,
    row.policy_version,
    row.policy_hash,
    row.signed_at,
    check,
  );
}

/** What an account has signed, latest first. Read it with `signaturesIn` or `storedIn`. */
export function selectSignatures(db: D1Database, userId: string): D1PreparedStatement {
  return db.prepare("select * from signatures where user_id = ?1 order by signed_at desc").bind(userId);
}

/** The result of `selectSignatures`, as stored. */
export function storedIn(result: D1Result | undefined): StoredSignature[] {
  return (result?.results ?? []) as unknown as StoredSignature[];
}

/** The result of `selectSignatures`. */
export function signaturesIn(result: D1Result | undefined): Signature[] {
  return storedIn(result).map((row) => ({
    id: row.id,
    userId: row.user_id,
    purpose: row.purpose,
    document: row.document,
    documentHash: row.document_hash,
    policyVersion: row.policy_version,
    policyHash: row.policy_hash,
    signedAt: new Date(row.signed_at),
  }));
}

/**
 * Sets the end of the period for an account's signatures, once the account is erased.
 * @param ends until when proof is kept, by the version that was signed under
 */
export async function endSignatures(
  env: Env,
  userId: string,
  ends: Readonly<Record<string, string>>,
): Promise<D1PreparedStatement[]> {
  const keys = await recordKeys(env);
  const rows = storedIn(await selectSignatures(env.DB, userId).run()).filter(
    ({ kept_until }) => kept_until === null,
  );
  const longest = Object.values(ends).toSorted().at(-1) ?? null;
  const ended = await Promise.all(
    rows.map(async (row) => {
      const next = { ...row, kept_until: ends[row.policy_version] ?? longest };
      const check = (await holdsSignature(keys, row)) ? await checkOfSignature(keys, next) : unproven;
      return { id: row.id, kept_until: next.kept_until, record_check: check };
    }),
  );
  return [
    env.DB.prepare(
      `update signatures set kept_until = value ->> 'kept_until', record_check = value ->> 'record_check'
       from json_each(?1) where signatures.id = value ->> 'id' and signatures.kept_until is null`,
    ).bind(JSON.stringify(ended)),
    // One that was added since would never end: this refuses the batch, which is tried again.
    env.DB.prepare(
      `update signatures set record_check = null
       where user_id = ?1 and kept_until is null and id not in (select value ->> 'id' from json_each(?2))`,
    ).bind(userId, JSON.stringify(ended)),
  ];
}

/**
 * Erases up to `max` signatures whose period is over, and notes their numbers. Those of what is held stay, and those that are not as
 * they were written: they are evidence.
 * @returns how many were erased
 */
export async function deleteEndedSignatures(env: Env, at: Date, max: number): Promise<number> {
  const keys = await recordKeys(env);
  const { results } = await env.DB.prepare(
    `select * from signatures where kept_until <= ?1
       and not exists (select 1 from held_proofs where subject = user_id)
       and not exists (select 1 from held_proofs where subject = document) limit ?2`,
  )
    .bind(at.toISOString(), max)
    .all<StoredSignature>();
  const isWhole = await Promise.all(results.map((row) => holdsSignature(keys, row)));
  const numbers = results.filter((_, place) => isWhole[place]).map(({ sequence }) => sequence);
  if (numbers.length === 0) return 0;
  await env.DB.batch([
    ...(await endNumbers(env.DB, keys, "signatures", numbers)),
    env.DB.prepare("delete from signatures where sequence in (select value from json_each(?1))").bind(
      JSON.stringify(numbers),
    ),
  ]);
  return numbers.length;
}
