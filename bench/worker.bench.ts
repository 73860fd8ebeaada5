import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, localBuild } from "../local/build.ts";
import { root } from "../local/environment.ts";
import { overRounds, type Result } from "./result.ts";

const rounds = 5;

/** What is uploaded as the Worker: all its modules, compressed together as wrangler counts them; and what it takes to start. */
export default async function* worker(): AsyncGenerator<Result> {
  await build();
  const folder = join(root, "dist/server");
  const modules = globSync("**/*.mjs", { cwd: folder }).map((file) => readFileSync(join(folder, file)));
  const kilobytes = (bytes: number) => bytes / 1024;
  yield { name: "Worker, compressed", value: kilobytes(gzipSync(Buffer.concat(modules)).length), unit: "KB" };
  yield { name: "Worker, as it is loaded", value: kilobytes(Buffer.concat(modules).length), unit: "KB" };
  yield { name: "Worker, modules", value: modules.length, unit: "" };
  yield overRounds(
    "Worker, CPU to start",
    Array.from({ length: rounds }, () => startOf()),
    "ms",
  );
}

/** The part of a CPU profile that says where time went, in microseconds. */
interface Profile {
  nodes: { id: number; callFrame: { functionName: string } }[];
  samples: number[];
  timeDeltas: number[];
}

/** Milliseconds in which the runtime works until the Worker is ready, as wrangler measures it. */
function startOf(): number {
  const folder = mkdtempSync(join(tmpdir(), "kept-bench-"));
  try {
    const file = join(folder, "start.cpuprofile");
    const wrangler = join(root, "node_modules/.bin/wrangler");
    const run = spawnSync(wrangler, ["check", "startup", "--outfile", file], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, ...localBuild },
    });
    if (run.status !== 0) throw new Error(run.stdout + run.stderr);
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, "utf8")) as Profile;
    const idle = new Set(
      nodes.filter(({ callFrame }) => callFrame.functionName === "(idle)").map(({ id }) => id),
    );
    const worked = timeDeltas.filter((_, place) => !idle.has(samples[place] ?? 0));
    return worked.reduce((sum, microseconds) => sum + microseconds, 0) / 1000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
