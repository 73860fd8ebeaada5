import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import type { Plugin } from "vite";
import type { AllTexts } from "../../worker/texts/reading.ts";

/** Puts all texts into a file of the site, named by what it holds, and gives the built Worker its address. */
export function textsFile(): AstroIntegration {
  return {
    name: "texts-file",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        updateConfig({ vite: { plugins: [addressInstead()] } });
      },
      "astro:build:done": async ({ dir }) => {
        const { address, file } = await allTexts();
        const path = fileURLToPath(new URL(`.${address}`, dir));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, file);
      },
    },
  };
}

/** Pages that the build makes have the texts at hand; only what is deployed reads them. */
function addressInstead(): Plugin {
  return {
    name: "texts-address",
    apply: "build",
    enforce: "pre",
    applyToEnvironment: ({ name }) => name === "ssr",
    load: {
      filter: { id: /\/worker\/texts\/compiled\/all\.ts$/ },
      handler: async () => {
        const all: AllTexts = { address: (await allTexts()).address };
        return { code: `export const all = ${JSON.stringify(all)};`, map: null };
      },
    },
  };
}

/** Imported when they are asked for: the build compiles them after it has read its configuration. */
async function allTexts(): Promise<{ address: string; file: string }> {
  const { all } = await import("../../worker/texts/compiled/all.ts");
  if (!("file" in all)) throw new Error("the compiled texts are not there");
  const hash = createHash("sha256").update(all.file).digest("hex").slice(0, 12);
  return { address: `/_astro/texts.${hash}.json`, file: all.file };
}
