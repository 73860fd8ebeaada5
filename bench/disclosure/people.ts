import type { Cell, Indicator } from "../../worker/visits/counting/counts.ts";

/** What one visitor looks like in the counts: a value of each indicator, and how many others have it too. */
export interface Trait {
  indicator: Indicator;
  value: string;
  /** The part of all visitors who have it. */
  share: number;
  /** Whether the public page names it. */
  isPublic: boolean;
}

/** The hour in which the visitor may have come: a part of the day that staff can tell apart. */
export const hour = "09";

const page = "/en/partners/";

/** The visitor of the question: rare in some ways, like many others in most. */
export const victim: readonly Trait[] = [
  { indicator: "total", value: "all", share: 1, isPublic: true },
  { indicator: "page", value: page, share: 0.05, isPublic: true },
  { indicator: "country", value: "KZ", share: 0.03, isPublic: true },
  { indicator: "referrer", value: "forum.friends.example", share: 0.005, isPublic: false },
  { indicator: "language", value: "kk", share: 0.02, isPublic: true },
  { indicator: "device", value: "tablet", share: 0.1, isPublic: true },
  { indicator: "browser", value: "Firefox", share: 0.1, isPublic: true },
  { indicator: "system", value: "Linux", share: 0.05, isPublic: true },
];

/** A generator of chance that gives the same numbers in every run. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How many came, where this many are expected (Knuth). */
export function poisson(expected: number, random: () => number): number {
  const limit = Math.exp(-expected);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** What visitors add to the counts: others by their shares, and some who have every trait of the victim. */
export function cellsOf(
  day: string,
  others: number,
  alike: number,
  isInHour: boolean,
  random: () => number,
): Cell[] {
  const add = (indicator: Indicator, value: string, views: number): Cell[] =>
    views === 0 ? [] : [{ day, rules: "1", indicator, value, views, visits: views }];
  return victim.flatMap(({ indicator, value, share }) => {
    const same = alike + Array.from({ length: others }, random).filter((drawn) => drawn < share).length;
    const rest = others + alike - same;
    const hours = indicator === "page" && isInHour ? add("hour", `${page} ${hour}`, same) : [];
    const other = indicator === "total" ? [] : add(indicator, otherOf[indicator] ?? "other", rest);
    return [...add(indicator, value, same), ...other, ...hours];
  });
}

/** What everybody else has. */
const otherOf: Partial<Record<Indicator, string>> = {
  page: "/en/",
  country: "CN",
  referrer: "none",
  language: "zh",
  device: "computer",
  browser: "Chrome",
  system: "Windows",
};
