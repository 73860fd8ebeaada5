import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { offerNames } from "../../worker/web/offer-names.ts";
import type { Known } from "./known.ts";

/**
 * What the texts need of `organization.yaml`. Read here, because the Worker's schema of it needs compiled texts, and a
 * fresh clone has none.
 */
const Settings = z.object({
  languages: z.array(z.string()),
  timeZone: z.string(),
  offers: z.array(z.string()),
  examples: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
});

export type Settings = z.infer<typeof Settings>;

/** The languages that the site is in, its time zone, what it offers and the examples that it gives. */
export function readSettings(root: string): Settings {
  return Settings.parse(parse(readFileSync(join(root, "content/organization.yaml"), "utf8")));
}

/** What the texts of a language know. A language without examples of its own takes those of the first. */
export function knownIn(settings: Settings, tag: string): Known {
  const examples = Object.entries(settings.examples).map(([name, given]) => {
    const words = typeof given === "string" ? given : (given[tag] ?? Object.values(given)[0] ?? "");
    return [`example${name[0]?.toUpperCase()}${name.slice(1)}`, words] as const;
  });
  return {
    offers: Object.fromEntries(offerNames.map((offer) => [offer, settings.offers.includes(offer)])),
    examples: Object.fromEntries(examples),
  };
}
