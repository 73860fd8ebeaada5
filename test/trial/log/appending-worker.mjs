// What the kill harness of the log runs: the site's own code for appending, and nothing else.
import { append, readyLog } from "../../../worker/log/appending.ts";
import { hex } from "../../../worker/log/encoding.ts";
import { entryOf } from "../../../worker/log/entry.ts";
import { entriesOf, lastCheckpoint, readTiles } from "../../../worker/log/stored.ts";
import { edgeOf, readerOf, rootOf, widthIn } from "../../../worker/log/tiles.ts";
import { RunReport } from "../../../worker/web/run-report.ts";

// biome-ignore lint/performance/noBarrelFile: the runtime looks for Durable Objects among this file's exports.
export { LogCopy } from "../../../worker/log/log-copy.ts";

/** The tree as it lies in the database, before anything is mended: how many entries, what was signed, what tiles make. */
async function state({ DB: db }) {
  const last = await lastCheckpoint(db);
  const entries = await db.prepare("select count(*) as n from log_entries").first("n");
  const edge = (await readTiles(db, edgeOf(entries))).map((tile) => ({
    ...tile,
    hashes: tile.hashes.slice(0, widthIn(entries, tile)),
  }));
  return {
    entries,
    size: last?.size ?? 0,
    root: last ? hex(last.root) : "",
    rootOfTiles: entries === 0 ? "" : hex(rootOf(entries, readerOf(edge))),
  };
}

/** Adds facts as the job does: those that are there already are left out. */
async function add(env, names) {
  await readyLog(env, new RunReport());
  const there = (await entriesOf(env.DB, names)).map(({ entry }) => JSON.parse(entry).fact);
  const facts = names
    .filter((name) => !there.includes(name))
    .map((name) => entryOf({ name, says: { kind: "fact", fact: name } }, new Date(0)));
  if (facts.length > 0) await append(env, facts);
  return state(env);
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    return Response.json(pathname === "/add/" ? await add(env, await request.json()) : await state(env));
  },
};
