import { base64url } from "../web/base64url.ts";
import { Fault } from "../web/fault.ts";
import { isSameText } from "./hmac.ts";
import type { OpenKeys } from "./open-keys.ts";
import { type KeyRing, SealBroken } from "./schema.ts";
import { seal, unseal } from "./sealing.ts";

/** A key that this database was not written with, or one that is missing. Its name is `VAULT_KEYS index`. */
export interface KeyFault {
  key: string;
  problem: "another" | "missing";
}

/** The secrets hold other keys than those that this database was written with. */
export class WrongKeys extends Fault {
  override name = "WrongKeys";
  readonly faults: readonly KeyFault[];

  constructor(faults: readonly KeyFault[]) {
    super(
      `the keys do not fit the database: ${faults.map(({ key, problem }) => `${key}: ${problem}`).join(", ")}`,
    );
    this.faults = faults;
  }
}

/** How keys compare with the check values beside what they wrote. */
export interface ComparedKeys {
  faults: readonly KeyFault[];
  /** Names of keys that have not written here yet. */
  fresh: readonly string[];
}

/** Compares the keys with the check values beside what they wrote. */
export async function compareKeys(db: D1Database, keys: OpenKeys): Promise<ComparedKeys> {
  const checks = checksOf(keys);
  const { results } = await db
    .prepare("select name, value from key_checks order by name")
    .all<{ name: string; value: string }>();
  const found = await Promise.all(
    results.map(async ({ name, value }): Promise<KeyFault[]> => {
      const check = checks.get(name);
      if (!check) return [{ key: name, problem: "missing" }];
      return (await check.fits(value)) ? [] : [{ key: name, problem: "another" }];
    }),
  );
  const fresh = [...checks.keys()].filter((name) => results.every((row) => row.name !== name));
  return { faults: found.flat(), fresh };
}

/**
 * Makes sure that the keys are those that the database was written with. A key that is new here gets a check value, once
 * all others fit.
 * @throws WrongKeys when one does not fit; nothing is written then
 */
export async function fitKeys(db: D1Database, keys: OpenKeys, at: Date): Promise<void> {
  const { faults, fresh } = await compareKeys(db, keys);
  if (faults.length > 0) throw new WrongKeys(faults);
  if (fresh.length === 0) return;
  const checks = checksOf(keys);
  const made = fresh.map(async (name) =>
    db
      .prepare(
        "insert into key_checks (name, value, noted_at) values (?1, ?2, ?3) on conflict (name) do nothing",
      )
      .bind(name, (await checks.get(name)?.make()) ?? "", at.toISOString()),
  );
  await db.batch(await Promise.all(made));
}

/** Forgets keys that nothing here needs any more, or that are lost: they may leave the secrets. */
export function forgetKeys(db: D1Database, names: readonly string[]): D1PreparedStatement {
  return db
    .prepare("delete from key_checks where name in (select value from json_each(?1))")
    .bind(JSON.stringify(names));
}

/** Forgets every key of the vault but one, once everything is sealed with that. */
export function forgetOlderKeys(db: D1Database, current: string): D1PreparedStatement {
  return db
    .prepare("delete from key_checks where name glob 'VAULT_KEYS *' and name not in (?1, ?2)")
    .bind(vaultKey(current), vaultKey("index"));
}

/** The name of a key of the vault in messages and in `key_checks`. */
export function vaultKey(id: string): string {
  return `VAULT_KEYS ${id}`;
}

interface Check {
  make: () => Promise<string>;
  fits: (value: string) => Promise<boolean>;
}

function checksOf({ ring, records }: OpenKeys): Map<string, Check> {
  const checks = new Map<string, Check>([[vaultKey("index"), byHmac(ring.indexing)]]);
  for (const id of ring.sealing.keys()) checks.set(vaultKey(id), bySeal(ring, id));
  for (const [id, key] of records.byId) checks.set(`RECORD_KEYS ${id}`, byHmac(key));
  return checks;
}

/** What only the key can have sealed. */
function bySeal(ring: KeyRing, id: string): Check {
  const place = { table: "key_checks", column: "value", row: vaultKey(id) };
  return {
    make: () => seal({ ...ring, current: id }, place, id),
    async fits(value) {
      try {
        return (await unseal(ring, place, value)) === id;
      } catch (error) {
        if (error instanceof SealBroken) return false;
        throw error;
      }
    },
  };
}

/** What only the key can have signed: a message that is signed for nothing else. */
function byHmac(key: CryptoKey): Check {
  const make = async () =>
    base64url(
      new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode("kept/key-check"))),
    );
  return { make, fits: async (value) => isSameText(value, await make()) };
}
