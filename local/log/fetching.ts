import { tileAddress } from "../../worker/log/addresses.ts";
import { entriesIn } from "../../worker/log/bundle.ts";
import { isSameHash } from "../../worker/log/hashes.ts";
import { type Tile, tileWidth, widthIn } from "../../worker/log/tiles.ts";
import { holds } from "./fault.ts";
import type { LogSource } from "./source.ts";

/** How many files are asked for at once. */
const atOnce = 8;

/**
 * Every entry of a log of a size, in order.
 * @throws LogFault where one is missing
 */
export async function fetchEntries(source: LogSource, size: number): Promise<Uint8Array[]> {
  const numbers = Array.from({ length: Math.ceil(size / tileWidth) }, (_, number) => number);
  const bundles = await each(numbers, async (number) => {
    const width = widthIn(size, { level: 0, number });
    const path = tileAddress({ level: "entries", number }, width);
    const entries = entriesIn(await wholeOrPartial(source, { level: "entries", number }, width));
    holds(entries !== undefined && entries.length >= width, `${path} does not hold ${width} whole entries`);
    return entries.slice(0, width);
  });
  return bundles.flat();
}

/**
 * Compares the tiles that a log serves with those that its entries make.
 * @throws LogFault at the first that differs
 */
export async function compareTiles(source: LogSource, tiles: readonly Tile[]): Promise<void> {
  await each(tiles, async (tile) => {
    const served = await wholeOrPartial(source, tile, tile.hashes.length);
    for (const [place, hash] of tile.hashes.entries())
      holds(
        isSameHash(served.subarray(32 * place, 32 * place + 32), hash),
        `${tileAddress(tile, tile.hashes.length)} says otherwise than the entries: its hash ${place} is not theirs`,
      );
  });
}

async function wholeOrPartial(
  source: LogSource,
  place: Parameters<typeof tileAddress>[0],
  width: number,
): Promise<Uint8Array> {
  const path = tileAddress(place, width);
  // A log may forget a partial tile once the full one is there.
  const bytes = (await source.read(path)) ?? (await source.read(tileAddress(place, tileWidth)));
  holds(bytes !== undefined, `${path} is missing, although the checkpoint says that it is there`);
  return bytes;
}

async function each<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += atOnce)
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(act))));
  return results;
}
