import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { localBuild } from "./build.ts";
import { migrateFolder } from "./database.ts";
import { writeDevVars } from "./dev-vars.ts";
import { localVars, makeState, portWanted, root, stateFolder } from "./environment.ts";
import { freePort } from "./port.ts";
import { localSecrets } from "./secrets.ts";
import { stopOnSignal } from "./stopping.ts";

const examples = `  npm run dev             on http://localhost:8787, with a database of its own in .wrangler
  PORT=9000 npm run dev   on another port

At /live/ the newest draft stands beside what it changes, with what the check says of it.

Mail is only logged here, and nothing runs on a schedule: for that use npm start.`;

const summary = "Serves the site while it is written: what is saved shows at once.";

await runHere(commandLine("dev", summary, examples).action(serve));

async function serve(): Promise<void> {
  const port = await freePort(portWanted());
  makeState(stateFolder());
  writeDevVars(join(root, ".dev.vars"), { ...localVars(port), ...localSecrets(stateFolder()) });
  let astro: ChildProcess | undefined;
  stopOnSignal(async () => {
    if (astro?.kill("SIGTERM")) await once(astro, "close");
  });
  // Where astro dev keeps its data.
  migrateFolder(join(root, ".wrangler/state/v3"));
  const command = [join(root, "node_modules/astro/bin/astro.mjs"), "dev", "--host", "127.0.0.1"];
  astro = spawn(process.execPath, [...command, "--port", String(port)], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...localBuild },
  });
  const [code] = (await once(astro, "close")) as [number | null];
  process.exitCode = code ?? 1;
}
