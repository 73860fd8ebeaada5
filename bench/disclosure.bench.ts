import { type Attacker, attack } from "./disclosure/attack.ts";
import { Surfaces } from "./disclosure/surfaces.ts";
import type { Result } from "./result.ts";

/** Who attacks, and what docs/statistics-disclosure.md says that they can learn. */
const attackers: readonly (Attacker & { name: string; claimed: string })[] = [
  { role: "public", takesPart: false, name: "public page, watching", claimed: "bounds" },
  {
    role: "public",
    takesPart: true,
    name: "public page, taking part",
    claimed: "that somebody came that day",
  },
  {
    role: "staff",
    takesPart: false,
    name: "dashboard, watching",
    claimed: "bounds, in a quarter of an hour",
  },
  {
    role: "staff",
    takesPart: true,
    name: "dashboard, taking part",
    claimed: "that somebody came, in minutes",
  },
];

const trials = 100;

/**
 * Attacks our own statistics: somebody who knows how figures are cut, and how many visitors of each kind to expect, tries to
 * find out from everything shown whether one visitor came on a day. Guessing is right in one case of two; the advantage is
 * what they gain over it, 1 for always right.
 */
export default async function* disclosure(): AsyncIterable<Result> {
  using surfaces = new Surfaces();
  for (const { name, claimed, ...attacker } of attackers)
    for (const traffic of [3, 30, 300])
      for (const group of [5, 20]) {
        let right = 0;
        for (let trial = 0; trial < trials; trial += 1)
          right += Number(await attack(surfaces, attacker, traffic, group, 1_000 * trial + traffic + group));
        yield {
          name: `disclosure: ${name}, ${traffic} views a day, groups of ${group}`,
          value: (2 * right) / trials - 1,
          unit: `(claimed: ${claimed})`,
        };
      }
}
