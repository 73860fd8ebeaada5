import { readdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { budgetOf, idleBudgets } from "./budgets.ts";
import type { Result } from "./result.ts";

const all = readdirSync(import.meta.dirname).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? []);

const notes = `Each bench is a file bench/NAME.bench.ts; what a figure may be stands in bench/budgets.ts. Ratios compare costs of the
same run. Where there are several rounds, a figure is their median, with the least and the most beside it. Exit code 1
says that a figure missed its budget.`;

const program = commandLine("bench", "Measures what the README and the documents quote.", notes)
  .argument("[names...]", `all if none is named: ${all.join(", ")}`)
  .option("--json <file>", "also writes the figures to a file, with the machine and the time")
  .action(measure);

await runHere(program);

async function measure(names: readonly string[], { json }: { json?: string | undefined }): Promise<void> {
  const wanted = names.length > 0 ? names : all;
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown) throw new Problem(`There is no bench "${unknown}": there are ${all.join(", ")}.`);
  const begun = new Date();
  const found: Record<string, readonly Result[]> = {};
  for (const [index, name] of wanted.entries()) {
    console.log(`\n${name} (${index + 1} of ${wanted.length})`);
    found[name] = await results(name);
  }
  if (json !== undefined) writeJson(json, begun, found);
  const idle =
    names.length > 0 ? [] : idleBudgets(Object.values(found).flatMap((of) => of.map(({ name }) => name)));
  if (idle.length > 0)
    throw new Problem(`No figure has these budgets of bench/budgets.ts: ${idle.join(", ")}.`);
}

function writeJson(file: string, begun: Date, found: Readonly<Record<string, readonly Result[]>>): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`;
  writeFileSync(file, `${JSON.stringify({ machine, begun, ended: new Date(), found }, null, 2)}\n`);
}

/** Runs a bench, and prints each figure as soon as there is one. */
async function results(name: string): Promise<Result[]> {
  const { default: bench } = (await import(`./${name}.bench.ts`)) as {
    default: () => AsyncIterable<Result>;
  };
  const found: Result[] = [];
  const stopTelling = tellTime();
  try {
    for await (const result of bench()) {
      found.push(result);
      print(result);
    }
  } finally {
    stopTelling();
  }
  return found;
}

/** Tells whoever watches that the bench is at work: nothing is printed while a round runs. */
function tellTime(): () => void {
  if (!process.stdout.isTTY) return () => undefined;
  const begun = performance.now();
  const timer = setInterval(() => {
    process.stdout.write(`\r  measuring, ${Math.round((performance.now() - begun) / 1000)} s\r`);
  }, 1000);
  return () => clearInterval(timer);
}

function print({ name, value, unit, spread }: Result): void {
  const { max, min } = budgetOf(name);
  const isMissed = (max !== undefined && value > max) || (min !== undefined && value < min);
  const bar = max === undefined ? min !== undefined && `≥ ${min}` : `≤ ${max}`;
  const figure = (number: number) =>
    new Intl.NumberFormat("en", { maximumSignificantDigits: 4 }).format(number);
  const words = [
    unit,
    spread && `${figure(spread[0])}–${figure(spread[1])}`,
    bar && `(${bar}${isMissed ? ": MISSED" : ""})`,
  ];
  console.log(`  ${name.padEnd(62)} ${figure(value).padStart(9)} ${words.filter(Boolean).join("  ")}`);
  if (isMissed) process.exitCode = 1;
}
