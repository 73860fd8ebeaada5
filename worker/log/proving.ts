import { type Hash, isSameHash, nodeHash } from "./hashes.ts";

/** A tree by its size and root. */
export interface Tree {
  size: number;
  root: Hash;
}

/** Whether a leaf's hash is in the tree with a root (RFC 9162, 2.1.3.2). */
export function isIncluded(leaf: Hash, index: number, tree: Tree, proof: readonly Hash[]): boolean {
  if (index >= tree.size) return false;
  let [place, last, hash] = [index, tree.size - 1, leaf];
  for (const other of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(other, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, half(last)];
    } else hash = nodeHash(hash, other);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && isSameHash(hash, tree.root);
}

/** Whether a tree is the beginning of another (RFC 9162, 2.1.4.2). Every tree begins with the empty one. */
export function isConsistent(old: Tree, tree: Tree, proof: readonly Hash[]): boolean {
  if (old.size > tree.size) return false;
  if (old.size === 0) return proof.length === 0;
  if (old.size === tree.size) return proof.length === 0 && isSameHash(old.root, tree.root);
  const [first, ...rest] = isPowerOfTwo(old.size) ? [old.root, ...proof] : proof;
  if (first === undefined) return false;
  let [place, last] = [old.size - 1, tree.size - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  const roots = rootsAbove({ place, last, hash: first }, rest);
  return roots !== undefined && isSameHash(roots.before, old.root) && isSameHash(roots.after, tree.root);
}

/** The roots of both trees, from where their edges part; undefined when the proof is not as long as the tree is high. */
function rootsAbove(
  from: { place: number; last: number; hash: Hash },
  proof: readonly Hash[],
): { before: Hash; after: Hash } | undefined {
  let { place, last } = from;
  let [before, after] = [from.hash, from.hash];
  for (const other of proof) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      [before, after] = [nodeHash(other, before), nodeHash(other, after)];
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, half(last)];
    } else after = nodeHash(after, other);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? { before, after } : undefined;
}

const half = (number: number) => Math.floor(number / 2);

function isPowerOfTwo(number: number): boolean {
  return Number.isInteger(Math.log2(number));
}
