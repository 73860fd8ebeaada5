import { type Keyed, recordKeys } from "../vault/ring.ts";
import { entryAfter } from "./chain.ts";
import type { Deed, Tip } from "./entry.ts";
import { hasMovedOn, insertEntry, selectTip, tipIn } from "./log.ts";

/** How often an action is tried again when others came in between. */
const maxTries = 20;

/**
 * Records an action and takes it, in one batch: neither exists without the other.
 * @param statements what is done; none where something is only shown, which has to wait for this
 * @param known the last entry, if it was read just now
 * @returns the results of the statements
 */
export async function recordDeed(
  env: Keyed,
  deed: Deed,
  statements: readonly D1PreparedStatement[] = [],
  known?: Tip,
): Promise<D1Result[]> {
  const keys = await recordKeys(env);
  for (let tries = 1; ; tries += 1) {
    const tip = (tries === 1 && known) || (await readTip(env));
    const entry = insertEntry(env.DB, await entryAfter(keys, tip, deed));
    try {
      const [, ...results] = await env.DB.batch([entry, ...statements]);
      return results;
    } catch (error) {
      if (!hasMovedOn(error) || tries === maxTries) throw error;
    }
  }
}

/** The entry of a deed, for the batch of somebody else. If another came in between, that batch fails: see `hasMovedOn`. */
export async function entryFor(env: Keyed, deed: Deed): Promise<D1PreparedStatement> {
  return insertEntry(env.DB, await entryAfter(await recordKeys(env), await readTip(env), deed));
}

async function readTip(env: Pick<Env, "DB">): Promise<Tip> {
  return tipIn(await selectTip(env.DB).run());
}
