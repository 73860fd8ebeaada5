import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Problem } from "../../terminal/problem.ts";
import { root } from "../environment.ts";

/** How a run of wrangler ended, and what it said if nobody watched. */
export interface Ran {
  status: number;
  /** Both streams, of a run that was read. */
  said: string;
  /** Standard output of a run that was read. */
  output: string;
}

/**
 * The one way to Cloudflare's command line. Tests put another in its place.
 * @param args after `wrangler`
 * @param how `show` leaves its words on the terminal; `read` gives them
 */
export type Wrangler = (args: readonly string[], how: "show" | "read") => Ran;

/** Runs wrangler of this folder's packages, or the program that WRANGLER names, for accounts reached another way. */
export const wrangler: Wrangler = (args, how) => {
  const tool = process.env.WRANGLER || join(root, "node_modules/wrangler/bin/wrangler.js");
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [tool, ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", FORCE_COLOR: "0" },
    // Without a terminal it asks nothing and goes on.
    stdio: how === "show" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
  });
  if (error) throw new Problem(`wrangler could not be started (${error.message}).`, { cause: error });
  return { status: status ?? 1, said: `${stdout ?? ""}${stderr ?? ""}`.trim(), output: stdout ?? "" };
};

/**
 * Runs a command of wrangler that has to work.
 * @param purpose what it is for: `The database could not be made`
 * @throws Problem with what it said
 */
export function must(run: Wrangler, args: readonly string[], how: "show" | "read", purpose: string): Ran {
  const ran = run(args, how);
  if (ran.status === 0) return ran;
  const reason = how === "show" ? "its reason is above" : ran.said.slice(-1500);
  throw new Problem(`${purpose} (wrangler ${args.slice(0, 3).join(" ")}): ${reason}`);
}

/**
 * The JSON that a command of wrangler prints, which may say other things before it.
 * @throws Problem when there is none
 */
export function jsonOf<Shape>({ output }: Ran, purpose: string): Shape {
  const start = output.search(/^[[{]/m);
  try {
    return JSON.parse(output.slice(Math.max(start, 0))) as Shape;
  } catch (error) {
    throw new Problem(`${purpose}: wrangler's answer cannot be read: ${output.slice(0, 300)}`, {
      cause: error,
    });
  }
}
