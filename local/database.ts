import { existsSync } from "node:fs";
import { join } from "node:path";
import { openKeyRing } from "../worker/vault/core.ts";
import type { KeyRing } from "../worker/vault/schema.ts";
import { Problem } from "./command.ts";
import { stateFolder } from "./environment.ts";
import { tryLock } from "./lock.ts";
import { migrate, withDatabase } from "./migrations.ts";
import { localSecrets } from "./secrets.ts";

/**
 * Opens the database of the local state, with the keys that open what is sealed.
 * @throws Problem when there is none, or while a server has it
 */
export async function withLocalDatabase(
  use: (db: D1Database, ring: KeyRing) => Promise<void>,
): Promise<void> {
  const state = stateFolder();
  if (!existsSync(join(state, "secrets.json")))
    throw new Problem(
      `There is no site in ${state} yet: npm start makes one, or name its folder with STATE=….`,
    );
  const unlock = tryLock(join(state, "lock"));
  if (!unlock) throw new Problem(`A server uses the state in ${state}: stop it first.`);
  try {
    const ring = await openKeyRing(localSecrets(state).VAULT_KEYS ?? "");
    await withDatabase(join(state, "data"), async (db) => {
      await migrate(db);
      // Miniflare hands out the database with types of its own.
      await use(db as unknown as D1Database, ring);
    });
  } finally {
    unlock();
  }
}
