import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { unstable_readConfig } from "wrangler";
import { check } from "../editor/check/check.ts";
import { organization } from "../editor/organization.ts";
import { readTree } from "../editor/versions/tree.ts";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { dayOf } from "../worker/web/days.ts";
import { writeDatabaseId } from "./deploy/database.ts";
import { deploy, type Tools } from "./deploy/deploying.ts";
import { wrangler } from "./deploy/wrangler.ts";
import { root } from "./environment.ts";

const notes = `It needs a Cloudflare account on the Workers Paid plan, with your domain in it, and wrangler signed in to it (npx wrangler
login). On the first run it makes the database and the secrets, and prints the first owner's link. A run that stopped is
simply run again.

  npm run deploy -- --owner you@your-domain.cn        the first time
  npm run deploy -- --jurisdiction eu                 the first time, data in the European Union only
  npm run deploy -- --dry-run --skip-tests            checks, builds and bundles in half a minute; changes nothing

It refuses while a value in content/organization.yaml is an example, a text is not as it should be or a test fails.
docs/operating.md tells everything before and after.`;

const summary = "Checks everything, prepares the account, and deploys the site.";

const toml = join(root, "wrangler.toml");

const program = commandLine("deploy", summary, notes)
  .option("--dry-run", "check, build and bundle, and change nothing anywhere")
  .option("--skip-tests", "leave out the tests")
  .option("--owner <email>", "print a link for the first owner")
  .option("--jurisdiction <where>", "keep a new database there only: eu, us, fedramp")
  .option("--location <hint>", "make a new database near there: weur, eeur, apac, oc, wnam, enam")
  .option("--secrets <file>", "where the first run puts the secrets it makes", "production-secrets.json")
  .action(async ({ dryRun = false, skipTests = false, owner, jurisdiction, location, secrets }) => {
    const place = [
      ...(jurisdiction === undefined ? [] : ["--jurisdiction", jurisdiction]),
      ...(location === undefined ? [] : ["--location", location]),
    ];
    const { name, d1_databases, vars } = unstable_readConfig({ config: toml });
    const [database] = d1_databases;
    if (!name || !database?.database_name)
      throw new Problem("wrangler.toml names no Worker or no database: restore it with git.");
    const names = {
      worker: name,
      database: { name: database.database_name, id: database.database_id },
      vars,
    };
    const wanted = {
      isDry: dryRun,
      withTests: !skipTests,
      owner,
      place,
      secretsFile: resolve(root, secrets),
    };
    await deploy({ organization, names }, wanted, tools);
  });

const tools: Tools = {
  wrangler,
  say: (sentence) => console.log(sentence),
  policyErrors,
  runTests: () => hasWorked("test/run.ts"),
  build: async () => {
    if (!(await hasWorked("node_modules/astro/bin/astro.mjs", "build")))
      throw new Problem("The build failed: its reason is above. Nothing was changed.");
  },
  keepDatabaseId: (id) => writeDatabaseId(toml, id),
  request: (address) => fetch(address, { redirect: "manual", signal: AbortSignal.timeout(10_000) }),
  wait: () => new Promise((done) => setTimeout(done, 6000)),
};

await runHere(program);

/** Every error that `npm run policy -- check` finds. */
async function policyErrors(): Promise<string[]> {
  const tree = readTree(process.env.POLICY_FOLDER ?? join(root, "content/policy"));
  const problems = await check({ tree, organization, today: dayOf(new Date(), organization.timeZone) });
  return problems
    .filter(({ severity }) => severity === "error")
    .map(({ file, line, column, message }) => `${file}:${line}:${column}  ${message}`);
}

/** Runs a program of this folder as a published site is built: no drafts, nobody called. */
async function hasWorked(script: string, ...args: string[]): Promise<boolean> {
  const env = { ...process.env, DRAFTS: "", ASTRO_TELEMETRY_DISABLED: "1", WRANGLER_SEND_METRICS: "false" };
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, env, stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number | null];
  return code === 0;
}
