import { Fault } from "../web/fault.ts";
import { emptyRoot, type Hash, leafHash, nodeHash } from "./hashes.ts";
import { type Node, nodesOf, type Range } from "./ranges.ts";

/** How many hashes a full tile has (C2SP tlog-tiles). */
export const tileWidth = 256;

/** A place of 256 neighbouring hashes. Those of a level are hashes of full tiles below it; of level 0, of leaves. */
export interface TilePlace {
  level: number;
  number: number;
}

/** A tile with the hashes it has so far. */
export interface Tile extends TilePlace {
  hashes: readonly Hash[];
}

/** The hashes of a tile, as far as they are known. Throws where they are not. */
export type TileReader = (place: TilePlace) => readonly Hash[];

/** The hashes that a tile has in a tree of a size; 0 where there is no such tile. */
export function widthIn(size: number, { level, number }: TilePlace): number {
  const hashes = Math.floor(size / tileWidth ** level) - number * tileWidth;
  return Math.max(0, Math.min(tileWidth, hashes));
}

/** The tiles at the right edge of a tree that are not full. They are all it takes to grow it, and to know its root. */
export function edgeOf(size: number): TilePlace[] {
  const places: TilePlace[] = [];
  for (let level = 0; tileWidth ** level <= size; level += 1) {
    const place = { level, number: Math.floor(size / tileWidth ** (level + 1)) };
    if (widthIn(size, place) > 0) places.push(place);
  }
  return places;
}

/** The tiles that hold what the hashes of ranges are made from, each once. */
export function tilesOf(ranges: readonly Range[]): TilePlace[] {
  const places = ranges.flatMap(nodesOf).map((node) => placeOf(node).tile);
  return [...new Map(places.map((place) => [`${place.level}/${place.number}`, place])).values()];
}

/** The hash of a range of leaves: that of the tree which they would make. */
export function hashOfRange(range: Range, tiles: TileReader): Hash {
  const hashes = nodesOf(range).map((node) => hashOfNode(node, tiles));
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The root of a tree. */
export function rootOf(size: number, tiles: TileReader): Hash {
  return size === 0 ? emptyRoot() : hashOfRange({ from: 0, to: size }, tiles);
}

/**
 * A tree with more leaves.
 * @param edge the tiles of `edgeOf(size)`, each as wide as it is in that tree
 * @returns every tile that is new or wider, whole
 */
export function grown(size: number, edge: readonly Tile[], entries: readonly Uint8Array[]): Tile[] {
  const open = new Map(edge.map((tile) => [tile.level, { ...tile, hashes: [...tile.hashes] }]));
  const touched = new Set<Tile>();
  const add = (level: number, hash: Hash, count: number): void => {
    const number = Math.floor(count / tileWidth);
    const tile = open.get(level) ?? { level, number, hashes: [] };
    open.set(level, tile);
    tile.hashes.push(hash);
    touched.add(tile);
    if (tile.hashes.length < tileWidth) return;
    open.delete(level);
    add(level + 1, wholeHash(tile.hashes), number);
  };
  for (const [place, entry] of entries.entries()) add(0, leafHash(entry), size + place);
  return [...touched];
}

/** Reads from a list of tiles. */
export function readerOf(tiles: readonly Tile[]): TileReader {
  const known = new Map(tiles.map((tile) => [`${tile.level}/${tile.number}`, tile.hashes]));
  return ({ level, number }) => known.get(`${level}/${number}`) ?? [];
}

function hashOfNode(node: Node, tiles: TileReader): Hash {
  const { tile, first, count } = placeOf(node);
  const hashes = tiles(tile).slice(first, first + count);
  if (hashes.length < count)
    throw new Fault(`the log has no tile ${tile.level}/${tile.number} of that width`);
  return wholeHash(hashes);
}

/** Where a whole subtree stands: the hashes of one tile that it is made from. */
function placeOf({ height, index }: Node): { tile: TilePlace; first: number; count: number } {
  const level = Math.floor(height / 8);
  const count = 2 ** (height % 8);
  const first = index * count;
  return { tile: { level, number: Math.floor(first / tileWidth) }, first: first % tileWidth, count };
}

/** The hash above a power of two of neighbours. */
function wholeHash(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, pair) =>
      nodeHash(row[2 * pair] as Hash, row[2 * pair + 1] as Hash),
    );
  return row[0] as Hash;
}
