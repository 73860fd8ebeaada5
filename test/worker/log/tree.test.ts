import fc from "fast-check";
import { expect, it } from "vitest";
import { readTileAddress, tileAddress } from "../../../worker/log/addresses.ts";
import { bundleOf, entriesIn } from "../../../worker/log/bundle.ts";
import { hex, utf8 } from "../../../worker/log/encoding.ts";
import { emptyRoot, type Hash, leafHash, nodeHash } from "../../../worker/log/hashes.ts";
import { isConsistent, isIncluded } from "../../../worker/log/proving.ts";
import { consistencyRanges, inclusionRanges } from "../../../worker/log/ranges.ts";
import {
  edgeOf,
  grown,
  hashOfRange,
  readerOf,
  rootOf,
  type Tile,
  tilesOf,
  widthIn,
} from "../../../worker/log/tiles.ts";

const leaves = (count: number) => Array.from({ length: count }, (_, place) => utf8(`leaf ${place}`));

/** The root as RFC 6962 defines it, without tiles. */
function rootBySpecification(entries: readonly Uint8Array[]): Hash {
  if (entries.length === 0) return emptyRoot();
  if (entries.length === 1) return leafHash(entries[0] as Uint8Array);
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  return nodeHash(rootBySpecification(entries.slice(0, split)), rootBySpecification(entries.slice(split)));
}

/** Grows a tree in steps, as the database would keep its tiles. */
function tree(steps: readonly number[]): { size: number; tiles: Tile[] } {
  const kept = new Map<string, Tile>();
  const all = leaves(steps.reduce((sum, step) => sum + step, 0));
  let size = 0;
  for (const step of steps) {
    const edge = edgeOf(size).map((place) => kept.get(`${place.level}/${place.number}`) as Tile);
    for (const tile of grown(size, edge, all.slice(size, size + step)))
      kept.set(`${tile.level}/${tile.number}`, tile);
    size += step;
  }
  return { size, tiles: [...kept.values()] };
}

it("has the roots that RFC 6962 names, however it grew", () => {
  // The hash of nothing, and of one empty leaf, as certificate transparency's own tests have them.
  expect(hex(emptyRoot())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(hex(leafHash(new Uint8Array()))).toBe(
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  );
  for (const steps of [[1], [2], [3, 4], [255], [256], [1, 255, 1], [100, 100, 100, 213], [700, 1]]) {
    const { size, tiles } = tree(steps);
    expect(hex(rootOf(size, readerOf(tiles))), steps.join()).toBe(hex(rootBySpecification(leaves(size))));
  }
});

it("has tiles as wide as the specification says of 70,000 leaves", () => {
  const width = (level: number, number: number) => widthIn(70_000, { level, number });
  expect([width(0, 272), width(0, 273), width(0, 274)]).toEqual([256, 112, 0]);
  expect([width(1, 0), width(1, 1), width(2, 0), width(3, 0)]).toEqual([256, 17, 1, 0]);
  expect(edgeOf(70_000)).toEqual([
    { level: 0, number: 273 },
    { level: 1, number: 1 },
    { level: 2, number: 0 },
  ]);
  expect(edgeOf(256)).toEqual([{ level: 1, number: 0 }]);
});

const grownTree = tree([300, 241, 60]);
const sizes = fc.integer({ min: 2, max: 601 });

/** The tiles of the whole tree, cut to those of a smaller one. */
function tilesAt(size: number): Tile[] {
  return grownTree.tiles.map((tile) => ({ ...tile, hashes: tile.hashes.slice(0, widthIn(size, tile)) }));
}

it("proves every leaf of every size with the fewest tiles, and no other leaf", () => {
  fc.assert(
    fc.property(sizes, fc.nat(600), (size, any) => {
      const index = any % size;
      const ranges = inclusionRanges(index, size);
      const needed = new Set(tilesOf(ranges).map(({ level, number }) => `${level}/${number}`));
      const reader = readerOf(tilesAt(size).filter(({ level, number }) => needed.has(`${level}/${number}`)));
      const proof = ranges.map((range) => hashOfRange(range, reader));
      const root = rootOf(size, readerOf(tilesAt(size)));
      const leaf = leafHash(utf8(`leaf ${index}`));
      expect(isIncluded(leaf, index, { size, root }, proof)).toBe(true);
      expect(isIncluded(leafHash(utf8("another")), index, { size, root }, proof)).toBe(false);
      expect(isIncluded(leaf, (index + 1) % size, { size, root }, proof)).toBe(false);
      expect(isIncluded(leaf, index, { size, root }, proof.slice(1))).toBe(false);
      expect(isIncluded(leaf, size, { size, root }, proof)).toBe(false);
    }),
  );
});

it("proves that every size begins with every smaller one, and with no other", () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 601 }), (one, other) => {
      const [old, size] = [Math.min(one, other), Math.max(one, other)];
      const reader = readerOf(tilesAt(size));
      const proof = consistencyRanges(old, size).map((range) => hashOfRange(range, reader));
      const root = (of: number) => rootOf(of, reader);
      expect(isConsistent({ size: old, root: root(old) }, { size, root: root(size) }, proof)).toBe(true);
      const another = leafHash(utf8("another"));
      expect(isConsistent({ size: old, root: another }, { size, root: root(size) }, proof)).toBe(false);
      expect(isConsistent({ size: old, root: root(old) }, { size, root: another }, proof)).toBe(false);
      expect(isConsistent({ size, root: root(size) }, { size: old, root: root(old) }, proof)).toBe(
        old === size,
      );
      for (const place of proof.keys())
        expect(
          isConsistent(
            { size: old, root: root(old) },
            { size, root: root(size) },
            proof.with(place, another),
          ),
        ).toBe(false);
    }),
  );
});

it("names tiles as the specification does, each in one way", () => {
  expect(tileAddress({ level: 0, number: 1_234_067 }, 256)).toBe("tile/0/x001/x234/067");
  expect(tileAddress({ level: "entries", number: 273 }, 112)).toBe("tile/entries/273.p/112");
  expect(readTileAddress("entries/273.p/112")).toEqual({ level: "entries", number: 273, width: 112 });
  expect(readTileAddress("0/x001/x234/067")).toEqual({ level: 0, number: 1_234_067 });
  for (const wrong of [
    "0/1",
    "0/x000/001",
    "00/001",
    "64/000",
    "0/000.p/0",
    "0/000.p/256",
    "0/000.p/01",
    "0/001/",
    "data/000",
    "-1/000",
    "0/x001",
  ])
    expect(readTileAddress(wrong), wrong).toBeUndefined();
});

it("puts entries into bundles and takes them out, and reads no bundle that was cut", () => {
  const entries = ["{}", '{"kind":"版本"}', ""];
  const bundle = bundleOf(entries);
  expect(entriesIn(bundle)?.map((entry) => new TextDecoder().decode(entry))).toEqual(entries);
  expect(bundle.slice(0, 4)).toEqual(Uint8Array.of(0, 2, 0x7b, 0x7d));
  for (let length = 1; length < 4; length += 1)
    expect(entriesIn(bundle.slice(0, length)), String(length)).toBeUndefined();
  expect(() => bundleOf(["x".repeat(65_536)])).toThrow("too long");
});
