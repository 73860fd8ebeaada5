import { Problem, reasonOf } from "../terminal/problem.ts";
import { compareKeys, fitKeys, type KeyFault, WrongKeys } from "../worker/vault/key-checks.ts";
import { type OpenKeys, openKeys } from "../worker/vault/open-keys.ts";
import { localSecrets } from "./secrets.ts";

/** The secrets that hold keys, as they are stored. */
export type KeySecrets = Readonly<Record<string, string>>;

/**
 * Opens keys and makes sure that they are those of the database.
 * @throws Problem that names each key that is not, and what to do
 */
export async function fittingKeys(db: D1Database, secrets: KeySecrets, at = new Date()): Promise<OpenKeys> {
  const keys = await openLocalKeys(secrets);
  try {
    await fitKeys(db, keys, at);
  } catch (error) {
    if (error instanceof WrongKeys) throw new Problem(sentencesOn(error.faults), { cause: error });
    throw error;
  }
  return keys;
}

/** The same for the secrets of a state. */
export function keysOf(folder: string, db: D1Database): Promise<OpenKeys> {
  return fittingKeys(db, localSecrets(folder));
}

/**
 * Compares keys with a database that is only read.
 * @throws Problem when one does not fit
 */
export async function comparedKeys(db: D1Database, secrets: KeySecrets): Promise<OpenKeys> {
  const keys = await openLocalKeys(secrets);
  const { faults } = await compareKeys(db, keys);
  if (faults.length > 0) throw new Problem(sentencesOn(faults));
  return keys;
}

/** Opens the keys of secrets. Throws a Problem when one is malformed. */
export async function openLocalKeys({ VAULT_KEYS = "", RECORD_KEYS = "" }: KeySecrets): Promise<OpenKeys> {
  try {
    return await openKeys({ VAULT_KEYS, RECORD_KEYS });
  } catch (error) {
    throw new Problem(`The secrets cannot be used: ${reasonOf(error)}.`, { cause: error });
  }
}

/** What is wrong with each key, and what to do. */
export function sentencesOn(faults: readonly KeyFault[]): string {
  return faults
    .map(({ key, problem }) =>
      problem === "another"
        ? `The key "${key}" is not the one that this database was written with: put the former one back into secrets.json.`
        : `The key "${key}" is missing, and this database was written with it: put it back into secrets.json, or say that it is lost for ever with npm run vault -- lost ${key.split(" ")[1]}.`,
    )
    .join("\n");
}
