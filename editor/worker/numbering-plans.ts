import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** A country in the metadata of libphonenumber-js; the fifth place says how to write its numbers. */
type Country = unknown[];

/**
 * The numbering plans of the world without how each country writes its numbers, which is half of them: a number is checked
 * and kept in E.164, and shown as it was typed.
 */
export function withoutFormats(metadata: string): string {
  const plans = JSON.parse(metadata) as Record<"countries" | "nonGeographic", Record<string, Country>>;
  for (const country of [...Object.values(plans.countries), ...Object.values(plans.nonGeographic)])
    country[4] = 0;
  return JSON.stringify(plans);
}

/** Gives the built Worker these plans. */
export function numberingPlans(): Plugin {
  return {
    name: "numbering-plans",
    apply: "build",
    enforce: "pre",
    load: {
      filter: { id: /libphonenumber-js\/metadata\.min\.json(?:\.js)?$/ },
      handler: (id) => {
        const json = withoutFormats(readFileSync(id.replace(/\.js$/, ""), "utf8"));
        return { code: `export default JSON.parse(${JSON.stringify(json)});`, map: null, moduleType: "js" };
      },
    },
  };
}
