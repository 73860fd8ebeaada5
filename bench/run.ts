import { readdirSync } from "node:fs";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import type { Result } from "./result.ts";

const all = readdirSync(import.meta.dirname).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? []);

const notes = "Each bench is a file bench/NAME.bench.ts. Ratios compare costs of the same run.";

const program = commandLine("bench", "Measures what the README and the documents quote.", notes)
  .argument("[names...]", `all if none is named: ${all.join(", ")}`)
  .action(measure);

await runHere(program);

async function measure(names: readonly string[]): Promise<void> {
  for (const name of names.length > 0 ? names : all) {
    if (!all.includes(name)) throw new Problem(`There is no bench "${name}": there are ${all.join(", ")}.`);
    console.log(`\n${name}`);
    const { default: bench } = (await import(`./${name}.bench.ts`)) as {
      default: () => AsyncIterable<Result>;
    };
    for await (const result of bench()) print(result);
  }
}

function print({ name, value, unit, max, min }: Result): void {
  const isMissed = (max !== undefined && value > max) || (min !== undefined && value < min);
  const bar = max === undefined ? min !== undefined && `≥ ${min}` : `≤ ${max}`;
  const figure = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 }).format(value);
  console.log(
    `  ${name.padEnd(62)} ${figure.padStart(9)} ${unit}${bar ? ` (${bar}${isMissed ? ": MISSED" : ""})` : ""}`,
  );
  if (isMissed) process.exitCode = 1;
}
