import type { AppContext } from "../web/app.ts";
import { showProblem } from "../web/page.ts";
import { router } from "../web/router.ts";
import { isHashes, readTileAddress, type Served } from "./addresses.ts";
import { bundleOf } from "./bundle.ts";
import { keyLine } from "./note.ts";
import { shownCheckpoint } from "./offering.ts";
import { logKeys } from "./own-keys.ts";
import { readBundle, readTiles } from "./stored.ts";
import { tileWidth } from "./tiles.ts";

/** A tile never changes: anybody may keep it. */
const forEver = "public, max-age=31536000, immutable";

/** The checkpoint moves on: nobody keeps it for more than a few seconds. */
const forSeconds = "public, max-age=5";

const plain = "text/plain; charset=utf-8";

/** The log of public facts as C2SP tlog-tiles has it: files for every program that checks such logs. */
export const logRoutes = router()
  .get("/log/checkpoint", async (c) => {
    const note = await shownCheckpoint(c.env.DB);
    if (note === undefined) return showProblem(c, 404);
    return c.body(note, 200, { "content-type": plain, "cache-control": forSeconds });
  })
  .get("/log/key", async (c) => {
    const { published } = await logKeys(c.env);
    const lines = published.map((key) => `${keyLine(key)}\n`).join("");
    return c.body(lines, 200, { "content-type": plain, "cache-control": "public, max-age=300" });
  })
  .get("/log/tile/*", async (c) => {
    const served = readTileAddress(c.req.path.slice("/log/tile/".length));
    const tile = served && (await bytesOf(c, served));
    if (!tile) return showProblem(c, 404);
    return c.body(tile, 200, { "content-type": "application/octet-stream", "cache-control": forEver });
  });

/** The bytes of a tile or bundle; undefined where the log has not grown that far. */
async function bytesOf(c: AppContext, served: Served): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { width = tileWidth } = served;
  if (!isHashes(served)) {
    const entries = await readBundle(c.env.DB, served.number);
    return entries.length < width ? undefined : bundleOf(entries.slice(0, width));
  }
  const [tile] = await readTiles(c.env.DB, [served]);
  if (!tile || tile.hashes.length < width) return undefined;
  const bytes = new Uint8Array(32 * width);
  for (const [place, hash] of tile.hashes.slice(0, width).entries()) bytes.set(hash, 32 * place);
  return bytes;
}
