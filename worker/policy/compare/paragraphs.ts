import { diffArrays } from "diff";
import type { Language } from "../../web/organization.ts";

/** A paragraph in both versions, or in only one. */
export type Pair = [before: string | undefined, after: string | undefined];

/** Two paragraphs with at least this share of common words are one paragraph, rewritten. */
const alike = 0.4;

/** Past this many pairs nothing is weighed: removed and added paragraphs are shown as they are. */
const maxPairs = 40_000;

/** Sets the paragraphs of two versions of a clause side by side, in reading order. */
export function pairParagraphs(
  before: readonly string[],
  after: readonly string[],
  language: Language,
): Pair[] {
  const parts = diffArrays([...before], [...after], { maxEditLength: 4000 });
  if (!parts) return [...before.map((text): Pair => [text, undefined]), ...after.map(came)];
  const pairs: Pair[] = [];
  let went: string[] = [];
  let arrived: string[] = [];
  const settle = () => {
    pairs.push(...paired(went, arrived, language));
    went = [];
    arrived = [];
  };
  for (const { value, added, removed } of parts) {
    if (added) arrived.push(...value);
    else if (removed) went.push(...value);
    else {
      settle();
      pairs.push(...value.map((text): Pair => [text, text]));
    }
  }
  settle();
  return pairs;
}

function came(text: string): Pair {
  return [undefined, text];
}

/** Pairs removed with added paragraphs, in order, so that the pairs are as alike as possible. */
function paired(went: readonly string[], arrived: readonly string[], language: Language): Pair[] {
  if (went.length * arrived.length > maxPairs || went.length === 0 || arrived.length === 0) {
    return [...went.map((text): Pair => [text, undefined]), ...arrived.map(came)];
  }
  const old = went.map((text) => bagOf(text, language));
  const young = arrived.map((text) => bagOf(text, language));
  const likeness = old.map((one) => young.map((other) => likenessOf(one, other)));
  // best[i][j]: how alike the best pairs among went[i…] and arrived[j…] are.
  const best = Array.from({ length: went.length + 1 }, () => new Float64Array(arrived.length + 1));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const pairedAt = (i: number, j: number) => {
    const value = likeness[i]?.[j] ?? 0;
    return value >= alike ? value + at(i + 1, j + 1) : -1;
  };
  for (let i = went.length - 1; i >= 0; i--) {
    for (let j = arrived.length - 1; j >= 0; j--) {
      (best[i] as Float64Array)[j] = Math.max(at(i + 1, j), at(i, j + 1), pairedAt(i, j));
    }
  }
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  while (i < went.length || j < arrived.length) {
    if (i < went.length && j < arrived.length && at(i, j) === pairedAt(i, j)) {
      pairs.push([went[i++], arrived[j++]]);
    } else if (i < went.length && (j === arrived.length || at(i, j) === at(i + 1, j))) {
      pairs.push([went[i++], undefined]);
    } else {
      pairs.push([undefined, arrived[j++]]);
    }
  }
  return pairs;
}

/** How often each word occurs in a text. */
function bagOf(text: string, language: Language): Map<string, number> {
  const parts =
    language === "zh" ? text.match(/\p{L}|\p{N}+/gu) : text.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  const bag = new Map<string, number>();
  for (const part of parts ?? []) bag.set(part, (bag.get(part) ?? 0) + 1);
  return bag;
}

/** The share of common words, 0 to 1 (Dice). */
function likenessOf(one: Map<string, number>, other: Map<string, number>): number {
  let shared = 0;
  let all = 0;
  for (const [word, count] of one) {
    shared += Math.min(count, other.get(word) ?? 0);
    all += count;
  }
  for (const count of other.values()) all += count;
  return all === 0 ? 0 : (2 * shared) / all;
}
