import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { writeTexts } from "../editor/texts/write.ts";
import { localBuild, withoutBuilds } from "../local/build.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

type Command = readonly [string, ...string[]];

interface Check {
  name: string;
  says: string;
  command: Command;
  /** What runs before it, beside no build: it writes what a build does. */
  first?: Command;
  /** The files whose change concerns it. */
  looksAt: RegExp;
  /** Whether it can check just the files it is given. */
  takesNames?: true;
}

/** What is checked, slowest first. */
const checks: readonly Check[] = [
  {
    name: "astro check",
    says: "the site's types",
    first: ["astro", "sync"],
    command: ["astro", "check", "--noSync", "--tsconfig", "site/tsconfig.json"],
    looksAt: /^site\//,
  },
  {
    name: "texts",
    says: "texts that are missing, unused or unlike English",
    command: ["node", "editor/texts/check.ts"],
    looksAt: /^content\/texts\/|^editor\/texts\//,
  },
  {
    name: "tsc",
    says: "all other types",
    // Several threads look at most types once each: twice the work for a sixth of the time.
    command: ["node", "node_modules/typescript-7/bin/tsc", "--build", "--singleThreaded"],
    looksAt: /\.ts$|tsconfig/,
  },
  {
    name: "oxlint",
    says: "mistakes, promises that nobody waits for",
    command: ["oxlint"],
    looksAt: /\.(?:ts|mjs|astro)$/,
    takesNames: true,
  },
  {
    name: "biome",
    says: "format and style",
    command: ["biome", "check", "--error-on-warnings", "--no-errors-on-unmatched"],
    looksAt: /./,
    takesNames: true,
  },
];

/** How checks are run. */
interface Checking {
  /** How many run at once. */
  together?: number;
  /** The only files that changed. Checks they cannot concern are skipped. */
  changed?: readonly string[];
}

/**
 * Runs the checks, and reports each on one line, followed by its output if it failed.
 * @returns the names of those that failed
 */
export async function check({ together = 2, changed }: Checking = {}): Promise<string[]> {
  // The other checks read what this writes.
  try {
    writeTexts();
  } catch (error) {
    console.log(`failed  texts\n${(error as Error).message.replace(/^/gm, "        ")}`);
    return ["texts"];
  }
  const waiting = checks.flatMap((one) => commandOf(one, changed));
  const failed: string[] = [];
  const runNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { code, output, seconds } = await outcomeOf(next);
      console.log(`${code === 0 ? "ok    " : "failed"}  ${next.name.padEnd(12)} ${seconds.toFixed(1)} s`);
      if (code === 0) continue;
      failed.push(next.name);
      console.log(output.trimEnd().replace(/^/gm, "        "));
    }
  };
  await Promise.all(Array.from({ length: together }, runNext));
  return failed;
}

/** A check's command, limited to what has changed where it can do that. */
function commandOf(check: Check, changed?: readonly string[]) {
  const { command, looksAt, takesNames } = check;
  if (!changed) return [check];
  const files = changed.filter((file) => looksAt.test(file));
  if (files.length === 0) return [];
  const [tool, ...options] = command;
  return [{ ...check, command: [tool, ...options, ...(takesNames ? files : [])] as const }];
}

interface Outcome {
  code: number | null;
  output: string;
  seconds: number;
}

async function outcomeOf({ first, command }: Pick<Check, "first" | "command">): Promise<Outcome> {
  if (!first) return run(command);
  const letBuild = await withoutBuilds();
  const { code, output, seconds } = await run(first).finally(letBuild);
  if (code !== 0) return { code, output, seconds };
  const then = await run(command);
  return { ...then, seconds: seconds + then.seconds };
}

async function run([tool, ...options]: Command): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(`${root}node_modules/.bin/${tool}`, options, {
    cwd: root,
    env: {
      ...process.env,
      PATH: `${root}node_modules/.bin:${process.env.PATH}`,
      // So do those of oxlint's types.
      GOMAXPROCS: "1",
      // A build beside it keeps what it read of the content where astro's check does: both must read the same.
      ...localBuild,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
    child.on("error", (error) => {
      output += error.message;
      resolve(null);
    });
  });
  return { code, output, seconds: (performance.now() - began) / 1000 };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--help")) {
    console.log("npm run check\n\nRuns, and fails when one of them fails:");
    for (const { name, says } of checks) console.log(`  ${name.padEnd(12)} ${says}`);
  } else {
    process.exitCode = (await check()).length > 0 ? 1 : 0;
  }
}
