import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { checkLogFile } from "./check-log-file.ts";

/** Puts the program that checks the log from outside beside the pages, as one file. */
export function logChecker(): AstroIntegration {
  return {
    name: "log-checker",
    hooks: {
      "astro:build:done": async ({ dir }) =>
        writeFileSync(fileURLToPath(new URL("check-log.mjs", dir)), await checkLogFile()),
    },
  };
}
