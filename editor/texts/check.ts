import { fileURLToPath } from "node:url";
import { sourceProgram } from "./program.ts";
import { readSettings } from "./settings.ts";
import { unusedTexts } from "./unused.ts";
import { readTexts, wordsOf, writeTexts } from "./write.ts";

/** Everything that is wrong with the texts below a root, one per line; empty when all is well. */
export function checkTexts(root: string): string {
  const { catalogs, problems } = readTexts(root, readSettings(root));
  const [english] = catalogs;
  // Unused texts show only once everything compiles.
  if (problems.length > 0 || !english) return wordsOf(problems);
  writeTexts(root);
  return wordsOf(unusedTexts(root, english, sourceProgram(root)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = checkTexts(fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, ""));
  if (found !== "") console.error(found);
  process.exitCode = found === "" ? 0 : 1;
}
