import { spawn } from "node:child_process";
import { globSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOfFiles } from "../editor/digest.ts";
import { Problem } from "../terminal/problem.ts";
import { root } from "./environment.ts";
import { awaitLock } from "./lock.ts";

/** What the built site is made from, below the root. */
const inputs = [
  "{content,site,worker,editor,local/log}/**/*",
  "astro.config.mjs",
  "wrangler.toml",
  "package-lock.json",
];
const dist = join(root, "dist");
const stamp = join(dist, "inputs.sha256");

/**
 * Builds the site into `dist` if its inputs have changed since the last build. Of several processes one builds and the
 * others wait for it.
 * @throws Problem, with the builder's words, when it fails
 */
export async function build(say: (sentence: string) => void = () => undefined): Promise<void> {
  const unlock = await withoutBuilds(() => say("Waiting for another build of this folder to end…"));
  try {
    const digest = digestOfInputs();
    if (readStamp() === digest) return say("The site is built already: nothing has changed.");
    say("Building the site (about ten seconds)…");
    rmSync(stamp, { force: true });
    await runBuilder();
    const pages = globSync("client/**/*.html", { cwd: dist }).length;
    writeFileSync(stamp, digest);
    say(`Built the Worker and ${pages} prerendered pages into dist/.`);
  } finally {
    unlock();
  }
}

/**
 * Waits until nothing builds this folder. What writes the files of a build, as Astro does when it reads the content, would
 * take them away from it.
 * @param waiting called once if something does
 * @returns a function that lets others build again
 */
export function withoutBuilds(waiting?: () => void): Promise<() => void> {
  // Not in dist, which the builder empties.
  return awaitLock(join(root, "node_modules", ".build-lock"), waiting);
}

function digestOfInputs(): string {
  const files = globSync(inputs, { cwd: root }).filter((path) => statSync(join(root, path)).isFile());
  return digestOfFiles(root, files);
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return undefined;
  }
}

/** Most of what a build or a test makes is soon forgotten: with room for it, Node collects less often. In MiB. */
export const roomForYoung = "--max-semi-space-size=64";

async function runBuilder(): Promise<void> {
  const options = [roomForYoung, join(root, "node_modules/astro/bin/astro.mjs"), "build"];
  const builder = spawn(process.execPath, options, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...localBuild, NO_COLOR: "1", NODE_ENV: "production" },
  });
  const output: Buffer[] = [];
  builder.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  builder.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  builder.on("error", reject).on("close", resolve);
  if ((await promise) === 0) return;
  throw new Problem(
    `${Buffer.concat(output).toString().trimEnd()}\n\nThe build failed: its reason is above.`,
  );
}

/** Keeps tools from calling home. */
const offline = {
  ASTRO_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

/** Settings of local builds and live editing: call nobody, and show drafts, which no deployed build has. */
export const localBuild = { ...offline, DRAFTS: "show" };
