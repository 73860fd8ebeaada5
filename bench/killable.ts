import { type ChildProcess, spawn } from "node:child_process";

/** A process that is ready to start something once it hears a word, in its own process group: killed, nothing of it stays. */
export function prepare(program: string, ...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
}

/** Says the word. Gives the address that it answers with. */
export function start(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (line: Buffer) => resolve(line.toString().trim()));
    child.once("exit", () => reject(new Error("it did not start")));
    child.stdin?.write("start\n");
  });
}

/** Kills it and everything that it started. */
export function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
}
