import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { Socket } from "node:net";
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
  // Its input ends with this process. Detached, because Ctrl-C is not meant for it.
  const watch = spawn("/bin/sh", ["-c", 'read -r _; kill -9 "$(cat "$0")"', pidFile], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watch.unref();
  (watch.stdin as Socket).unref();
  const endWatch = () => {
    watch.kill("SIGKILL");
    rmSync(pidFile, { force: true });
  };
  return { env: { WORKERD_PID_FILE: pidFile }, endWatch };
}
