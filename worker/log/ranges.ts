/** Neighbouring leaves of a tree: from the first to before the last, counted from 0. */
export interface Range {
  from: number;
  to: number;
}

/** A whole subtree: of `2 ** height` leaves, the `index`-th of its height. */
export interface Node {
  height: number;
  index: number;
}

/**
 * The ranges whose hashes prove that a leaf is in a tree, from the leaf's sibling up (RFC 6962, 2.1.1).
 * @param index the leaf, counted from 0
 * @param size of the tree, greater than the index
 */
export function inclusionRanges(index: number, size: number): Range[] {
  const below = ({ from, to }: Range): Range[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    const [left, right] = [
      { from, to: middle },
      { from: middle, to },
    ];
    return index < middle ? [...below(left), right] : [...below(right), left];
  };
  return below({ from: 0, to: size });
}

/**
 * The ranges whose hashes prove that a tree is the beginning of a larger one (RFC 6962, 2.1.2).
 * @param old the size of the smaller tree, at least 1
 */
export function consistencyRanges(old: number, size: number): Range[] {
  const below = ({ from, to }: Range, isWhole: boolean): Range[] => {
    if (to === old) return isWhole ? [] : [{ from, to }];
    const middle = from + splitOf(to - from);
    const [left, right] = [
      { from, to: middle },
      { from: middle, to },
    ];
    return old <= middle ? [...below(left, isWhole), right] : [...below(right, false), left];
  };
  return below({ from: 0, to: size }, true);
}

/** The whole subtrees of a range, from the left. A range of a proof begins where its largest one can. */
export function nodesOf({ from, to }: Range): Node[] {
  const nodes: Node[] = [];
  for (let at = from; at < to; ) {
    let height = 0;
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= to) height += 1;
    nodes.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return nodes;
}

/** The largest power of two below a number of leaves. */
function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}
