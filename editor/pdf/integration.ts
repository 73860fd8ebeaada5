import { copyFileSync, globSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

const folder = fileURLToPath(new URL("../../content/policy/", import.meta.url));

/** Puts the PDFs that were made when versions were published beside their pages. The lock was checked before. */
export function pdfs(): AstroIntegration {
  return {
    name: "pdfs",
    hooks: {
      "astro:build:done": ({ dir }) => {
        for (const path of globSync("*/*.pdf", { cwd: folder })) {
          const [, date, language] = /^(.*)[/\\](.*)\.pdf$/.exec(path) ?? [];
          const file = fileURLToPath(new URL(`${language}/policy/${date}/policy.pdf`, dir));
          mkdirSync(dirname(file), { recursive: true });
          copyFileSync(`${folder}${path}`, file);
        }
      },
    },
  };
}
