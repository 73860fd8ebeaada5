import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** Seconds of CPU that the children of this process have used so far (Linux). */
function cpuOfChildren(): number {
  return children().reduce((sum, pid) => sum + statOf(pid).used, 0) / 100;
}

/**
 * Seconds of CPU that the children of this process use for something, and for what follows it.
 * @param afterwards how long to wait for that, in milliseconds
 */
export async function cpuOf(act: () => Promise<unknown>, afterwards = 0): Promise<number> {
  const before = cpuOfChildren();
  await act();
  await setTimeout(afterwards);
  return cpuOfChildren() - before;
}

/** The ids of the children of this process (Linux). */
export function children(): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && statOf(name).parent === process.pid);
}

function statOf(pid: string): { parent: number; used: number } {
  try {
    // After the name, which may contain spaces: state, parent, …, with user and system time 12th and 13th.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { parent: Number(fields[1]), used: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // The process has ended meanwhile.
    return { parent: 0, used: 0 };
  }
}
