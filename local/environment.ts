import { accessSync, constants, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem, reasonOf } from "../terminal/problem.ts";

/** The folder of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * The port to serve on, from PORT.
 * @throws Problem when PORT is not a port
 */
export function portWanted(): number {
  const { PORT } = process.env;
  const text = PORT || "8787";
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Problem(`PORT is "${text}", which is not a port: give a number from 1 to 65535.`);
}

/** The folder that keeps data, mail and secrets, from STATE. */
export function stateFolder(): string {
  const { STATE } = process.env;
  return resolve(root, STATE || ".local");
}

/**
 * Makes the folder for the state.
 * @throws Problem when it cannot be written
 */
export function makeState(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new Problem(
      `Cannot write the state to ${folder} (${reasonOf(error)}): name another folder with STATE=….`,
      {
        cause: error,
      },
    );
  }
}

/** What the local server uses in place of wrangler.toml's production vars. */
export function localVars(port: number): Record<string, string> {
  return {
    ORIGIN: `http://localhost:${port}`,
    OTHER_HOSTS: `127.0.0.1:${port} [::1]:${port}`,
    VISIT_DELAY_SECONDS: "1",
  };
}
