import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Problem, reasonOf } from "../terminal/problem.ts";

/**
 * Writes vars to the file from which `astro dev` reads them, readable only by its owner. Keeps other vars in it.
 * @throws Problem when it cannot be written
 */
export function writeDevVars(file: string, vars: Readonly<Record<string, string>>): void {
  try {
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    const others = lines.filter((line) => line !== "" && !Object.hasOwn(vars, line.replace(/\s*=.*/, "")));
    const ours = Object.entries(vars).map(([name, value]) => `${name}="${value}"`);
    writeFileSync(file, `${[...others, ...ours].join("\n")}\n`, { mode: 0o600 });
  } catch (error) {
    throw new Problem(`Cannot write ${file} (${reasonOf(error)}).`, { cause: error });
  }
}
