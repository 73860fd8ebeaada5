import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

/** Tells the built Worker the site's address, so that `content/organization.yaml` is the only place that says it. */
export function publishedAddress(site: string): AstroIntegration {
  let server: URL;
  return {
    name: "published-address",
    hooks: {
      "astro:config:done": ({ config }) => {
        server = config.build.server;
      },
      "astro:build:done": () => {
        const file = fileURLToPath(new URL("wrangler.json", server));
        const worker = JSON.parse(readFileSync(file, "utf8")) as { vars?: Record<string, string> };
        writeFileSync(file, JSON.stringify({ ...worker, vars: { ...worker.vars, ORIGIN: site } }));
      },
    },
  };
}
