import { type ChildProcessByStdio, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";

/**
 * Makes sure that workerd ends with this process. Miniflare takes care of that, except when this process is killed:
 * workerd would go on, holding the port and the state.
 * @param pidFile where workerd's process id is written
 * @returns what workerd needs in its environment, and a function that ends the watch
 */
export function watchWorkerd(pidFile: string): { env: Record<string, string>; endWatch: () => void } {
  if (process.platform === "win32") return { env: {}, endWatch: () => undefined };
  const ofMiniflare = createRequire(import.meta.resolve("miniflare"));
  const { default: workerd } = ofMiniflare("workerd") as { default: string };
  // Miniflare has no option for its command, only this variable.
  const command = fileURLToPath(new URL("workerd.sh", import.meta.url));
  Object.assign(process.env, { WORKERD: workerd, MINIFLARE_WORKERD_PATH: command });
  watch ??= startWatch();
  watch.stdin.write(`${pidFile}\n`);
  return { env: { WORKERD_PID_FILE: pidFile }, endWatch: () => rmSync(pidFile, { force: true }) };
}

/** One for all that this process starts: a start of a process costs a large one fifty milliseconds. */
let watch: ChildProcessByStdio<Writable, null, null> | undefined;

/** Reads the names of files until this process has ended, and then ends what is left of those that they name. */
const script = `while IFS= read -r file; do set -- "$@" "$file"; done
for file; do [ ! -e "$file" ] || kill -9 "$(cat "$file")"; done`;

function startWatch() {
  // Its input ends with this process. Detached, because Ctrl-C is not meant for it.
  const started = spawn("/bin/sh", ["-c", script, "watch"], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  started.unref();
  (started.stdin as Socket).unref();
  return started;
}
