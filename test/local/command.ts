import { spawn } from "node:child_process";
import { root } from "../../local/environment.ts";

/** A command of `local/`, as npm starts it. `output` is what it has said so far. */
export function command(script: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["local/install.mjs", `local/${script}`, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk));
  return { child, output: () => text };
}
