import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { killGroup, prepare, start } from "../../../bench/killable.ts";
import { migrateFolder } from "../../../local/database.ts";
import { hex, utf8 } from "../../../worker/log/encoding.ts";
import { grown, readerOf, rootOf } from "../../../worker/log/tiles.ts";
import { appendingWorker, runAppending } from "./runtime.ts";

/** What was seen of a log whose Worker is killed while it appends. */
export interface LogKills {
  kills: number;
  /** Kills that came while entries were being added. */
  during: number;
  /** Entries whose addition was answered. */
  acknowledged: number;
  /** Of those, how many the log does not have, and how many it has twice or in another order. */
  lost: number;
  misplaced: number;
  /** Kills after which the database had neither the tree before nor the one after. */
  thirds: number;
  /** Trees that were signed and are not a beginning of the last one. */
  forks: number;
}

/** The tree in the database, as the Worker tells it. */
interface Told {
  entries: number;
  size: number;
  root: string;
  rootOfTiles: string;
}

/** How many entries are added together. */
const atOnce = 3;

/** Kills the runtime at random moments while it appends; what was not answered is asked for again. */
export async function killLog(rounds: number, onRound: (kills: number) => void): Promise<LogKills> {
  const folder = mkdtempSync(join(tmpdir(), "kept-log-"));
  const script = join(folder, "worker.mjs");
  writeFileSync(script, await appendingWorker());
  migrateFolder(folder);
  const seen: Seen = { names: [], during: 0, thirds: 0, signed: new Map() };
  let next = prepare(site, script, folder);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const child = next;
      const url = await start(child);
      const answered = Promise.withResolvers<void>();
      const stopped = appendAll(url, seen, answered.resolve);
      next = prepare(site, script, folder);
      // Every other kill may come while what the last one left is mended; the rest once the log grows again.
      if (round % 2 === 0) await Promise.race([answered.promise, stopped]);
      await wait(20 + Math.random() * 300);
      killGroup(child);
      await stopped;
      onRound(round);
    }
    return { kills: rounds, ...(await settle(script, folder, seen)) };
  } finally {
    killGroup(next);
    rmSync(folder, { recursive: true, force: true });
  }
}

const site = join(import.meta.dirname, "site.ts");

interface Seen {
  /** Facts in the order in which they were asked for; the last few have no answer yet. */
  names: string[];
  during: number;
  thirds: number;
  /** Every tree that was signed and told: root by size. */
  signed: Map<number, string>;
}

/** Looks at what the last kill left, then appends until the runtime is dead. */
async function appendAll(url: string, seen: Seen, onAnswer: () => void): Promise<void> {
  let isAdding = false;
  try {
    const left = (await (await fetch(url)).json()) as Told;
    if (!isWhole(left, seen)) seen.thirds += 1;
    for (;;) {
      const answered = seen.signed.size === 0 ? 0 : Math.max(...seen.signed.keys());
      if (seen.names.length === answered)
        for (let place = 0; place < atOnce; place += 1) seen.names.push(`fact ${seen.names.length}`);
      isAdding = true;
      const body = JSON.stringify(seen.names.slice(answered));
      const told = (await (await fetch(`${url}/add/`, { method: "POST", body })).json()) as Told;
      isAdding = false;
      seen.signed.set(told.size, told.root);
      onAnswer();
    }
  } catch (error) {
    // The runtime is dead, as it should be. Anything else would be no answer of it.
    if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
    if (isAdding) seen.during += 1;
  }
}

/** Whether a database has the tree that was answered last, or the one that was being added to it, and nothing between. */
function isWhole({ entries, size, root, rootOfTiles }: Told, { names, signed }: Seen): boolean {
  const before = signed.size === 0 ? 0 : Math.max(...signed.keys());
  const isOneOfTwo = entries === before || entries === names.length;
  return isOneOfTwo && entries === size && root === rootOfTiles;
}

/** Adds what is left, and compares the log with what was asked for and answered. */
async function settle(script: string, folder: string, seen: Seen) {
  const miniflare = await runAppending(readFileSync(script, "utf8"), folder);
  try {
    const url = String(await miniflare.ready).replace(/\/$/, "");
    await fetch(`${url}/add/`, { method: "POST", body: JSON.stringify(seen.names.slice(-atOnce)) });
    const db = await miniflare.getD1Database("DB");
    const { results } = await db
      .prepare("select entry from log_entries order by position")
      .all<{ entry: string }>();
    const logged = results.map(({ entry }) => (JSON.parse(entry) as { fact: string }).fact);
    const tiles = readerOf(
      grown(
        0,
        [],
        results.map(({ entry }) => utf8(entry)),
      ),
    );
    const there = new Set(logged);
    return {
      during: seen.during,
      acknowledged: seen.names.length,
      lost: seen.names.filter((name) => !there.has(name)).length,
      misplaced: logged.filter((name, place) => name !== seen.names[place]).length,
      thirds: seen.thirds,
      forks: [...seen.signed].filter(([size, root]) => hex(rootOf(size, tiles)) !== root).length,
    };
  } finally {
    await miniflare.dispose();
  }
}
