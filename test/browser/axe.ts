import { createRequire } from "node:module";
import type { RunOptions } from "axe-core";
import type { Page } from "playwright-core";

/** The minified one: each document that axe runs in reads it anew. */
const axe = createRequire(import.meta.url)("axe-core/axe.min.js") as typeof import("axe-core");

/** Rules that depend on colours and on nothing else. */
const aboutColours = ["color-contrast", "link-in-text-block"];
/** Rules that depend on places too, which another width changes while it shows the same elements. */
const aboutPlaces = ["target-size", "scrollable-region-focusable"];

const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** WCAG 2.2 A and AA, and axe's best practice: all of it, or what can have changed since the last run. */
export interface About {
  /** Everything but colours. */
  elements: boolean;
  /** Places at least. */
  places: boolean;
  /** The ways of colouring text, as `shownNow` has just given them, that are looked at. */
  colours: "all" | readonly string[];
}

const everything: About = { elements: true, places: true, colours: "all" };

type Run = RunOptions & { colours?: readonly string[] };

/** What axe runs, one after another. */
function runsFor({ elements, places, colours }: About): Run[] {
  // Of the rules that read style sheets none is run: axe's makers try them out.
  const how: RunOptions = { resultTypes: ["violations"], preload: { assets: ["media"] } };
  const only = (values: string[]): Run => ({ ...how, runOnly: { type: "rule", values } });
  const colourless = Object.fromEntries(aboutColours.map((rule) => [rule, { enabled: false }]));
  if (colours === "all") return [{ ...how, runOnly: standard }];
  const runs: Run[] = [];
  if (elements) runs.push({ ...how, runOnly: standard, rules: colourless });
  else if (places) runs.push(only(aboutPlaces));
  if (colours.length > 0) runs.push({ ...only(aboutColours), colours });
  return runs;
}

/**
 * What axe finds in a page as shown.
 * @param leftOut a selector of elements whose colours alone are looked at
 */
export async function axeFindings(page: Page, about = everything, leftOut?: string): Promise<string[]> {
  const all = runsFor(about);
  if (all.length === 0) return [];
  const exclude = leftOut ?? [];
  const found = await page.evaluate(run, { all, exclude });
  if (found) return found;
  // As text through the debugger, because the content security policy refuses the test's scripts.
  await page.evaluate(axe.source);
  const again = await page.evaluate(run, { all, exclude });
  if (!again) throw new Error("axe did not start");
  return again;
}

/** Gives what axe finds, or nothing where there is no axe. Runs in the browser. */
async function run({
  all,
  exclude,
}: {
  all: Run[];
  exclude: string | string[];
}): Promise<string[] | undefined> {
  const here = globalThis as unknown as { axe?: typeof axe; ways: Map<string, Element[]> };
  if (!here.axe) return undefined;
  const found: string[] = [];
  for (const { colours, ...options } of all) {
    const context = colours
      ? { include: colours.flatMap((way) => here.ways.get(way) ?? []) }
      : { include: "html", exclude };
    const { violations } = await here.axe.run(context as Parameters<typeof axe.run>[0], options);
    for (const { id, nodes } of violations) found.push(`${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  }
  return found;
}
