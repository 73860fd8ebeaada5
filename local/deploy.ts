import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { unstable_readConfig } from "wrangler";
import { checkLock } from "../editor/lock.ts";
import { organization } from "../editor/organization.ts";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { type Deployed, reasonsNotToDeploy } from "./deployable.ts";
import { root } from "./environment.ts";

const notes = `It deploys to the Cloudflare account that wrangler is signed in to, and refuses while an example value is left in content/organization.yaml or wrangler.toml, or a published text differs
from its lock. docs/operating.md says which secrets the Worker needs.`;

const wrangler = "wrangler/bin/wrangler.js";

const summary = "Builds the site without drafts, migrates the database and deploys the Worker.";

const program = commandLine("deploy", summary, notes)
  .option("--dry-run", "build and bundle, and change nothing anywhere")
  .action(({ dryRun = false }) => deploy(dryRun));

await runHere(program);

async function deploy(isDry: boolean): Promise<void> {
  const config: Deployed = unstable_readConfig({ config: join(root, "wrangler.toml") });
  const reasons = reasonsNotToDeploy(organization, config);
  const changed = (await checkLock()).map(({ file, message }) => `content/policy/${file} ${message}`);
  if (!isDry && reasons.length > 0) throw new Problem([...reasons, ...changed].join("\n"));
  for (const reason of reasons) console.log(`Would refuse to deploy: ${reason}`);
  call("astro/bin/astro.mjs", ["build"]);
  if (!isDry) call(wrangler, ["d1", "migrations", "apply", "DB", "--remote"]);
  call(wrangler, ["deploy", "-c", "dist/server/wrangler.json", ...(isDry ? ["--dry-run"] : [])]);
}

/** Runs a tool from this folder's packages, with its output on the terminal. */
function call(tool: string, args: readonly string[]): void {
  const env = { ...process.env, DRAFTS: "", ASTRO_TELEMETRY_DISABLED: "1", WRANGLER_SEND_METRICS: "false" };
  const { status } = spawnSync(process.execPath, [join(root, "node_modules", tool), ...args], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  if (status !== 0)
    throw new Problem(`${args.join(" ")} failed: its reason is above. Nothing after it was done.`);
}
