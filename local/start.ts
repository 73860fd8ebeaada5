import { relative } from "node:path";
import { organization } from "../editor/organization.ts";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { build } from "./build.ts";
import { shiftTo } from "./clock.ts";
import { makeState, portWanted, root, stateFolder } from "./environment.ts";
import { freePort } from "./port.ts";
import type { LocalServer } from "./server.ts";
import { stopOnSignal } from "./stopping.ts";

const examples = `  npm start                             on http://localhost:8787, with its state in .local
  PORT=9000 STATE=/tmp/site npm start   on another port, with another state
  npm start -- --at 2027-03-02          as the site is on another date
  npm start -- --at 2027-03-02T12:00    (times of ${organization.timeZone})

The state is the database, the visit counts, the secrets of this machine and the mail that was sent.`;

const program = commandLine("start", "Builds the site and serves it on this machine.", examples)
  .option("--at <instant>", "show the site as it is on another date")
  .action(({ at }) => start(at));

await runHere(program);

async function start(at: string | undefined): Promise<void> {
  const clockShiftMs = at === undefined ? 0 : shiftTo(at, organization.timeZone);
  const port = portWanted();
  const state = stateFolder();
  // Reports what cannot work before the build, which takes a while.
  await freePort(port);
  makeState(state);
  await build(console.log);
  const { startServer } = await import("./server.ts");
  const starting = startServer({ port, state, clockShiftMs });
  stopOnSignal(async () => (await starting).stop());
  console.log(welcome(await starting, state, at));
}

function welcome({ url, migrated }: LocalServer, state: string, at: string | undefined): string {
  const [language] = organization.languages;
  const shown = relative(root, state).startsWith("..") ? state : relative(root, state);
  const { STATE } = process.env;
  const mail = STATE ? `STATE=${STATE} npm run mail` : "npm run mail";
  return [
    `The state is in ${shown}${migrated.length > 0 ? ` (database: ${migrated.length} migrations applied)` : ""}.`,
    ...(at === undefined ? [] : [`The site's clock started at ${at} (${organization.timeZone}).`]),
    "",
    `  Home        ${url}/${language}/`,
    `  Policy      ${url}/${language}/policy/`,
    `  Contact     ${url}/${language}/contact/`,
    `  Statistics  ${url}/${language}/statistics/`,
    "",
    `No mail leaves this machine: ${mail} shows what the site has sent.`,
    "Stop with Ctrl-C.",
  ].join("\n");
}
