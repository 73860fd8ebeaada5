import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { Problem, reasonOf } from "../terminal/problem.ts";

/**
 * Takes a lock that the operating system releases when this process ends, however it ends.
 * @param file the lock, created if missing
 * @returns a function that releases it; undefined when somebody else has it
 * @throws Problem when the file cannot be written
 */
export function tryLock(file: string): (() => void) | undefined {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec("begin exclusive");
    return () => lock?.isOpen && lock.close();
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === busy) return undefined;
    throw new Problem(`Cannot write ${file} (${reasonOf(error)}).`, { cause: error });
  }
}

/**
 * Takes that lock as soon as nobody else has it.
 * @param waiting called once if somebody has
 */
export async function awaitLock(file: string, waiting: () => void = () => undefined): Promise<() => void> {
  for (let waits = 0; ; waits += 1) {
    const unlock = tryLock(file);
    if (unlock) return unlock;
    if (waits === 0) waiting();
    await setTimeout(200);
  }
}

/** SQLITE_BUSY: another connection holds the lock (https://sqlite.org/rescode.html#busy). */
const busy = 5;
