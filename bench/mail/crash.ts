import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "../../local/build.ts";
import { readMailbox } from "../../local/mailbox.ts";

/** What the harness has seen. */
export interface Crashes {
  kills: number;
  queued: number;
  /** Mails that reached the mailbox at least once. */
  arrived: number;
  /** Arrivals beyond the first of each. */
  repeated: number;
}

/** Mails put into the outbox before each kill. */
const perRound = 60;

/** How far the clock goes on between two starts: until a killed run no longer has its mails. */
const leaseMs = 6 * 60_000;

/** Kills the site at random moments while it delivers mail, and lets the last run finish. */
export async function crashMail(rounds: number, onRound: (kills: number) => void): Promise<Crashes> {
  await build();
  const state = mkdtempSync(join(tmpdir(), "kept-mail-crash-"));
  const childOf = (round: number, count: number) => prepare(state, round * leaseMs, round * perRound, count);
  try {
    for (let round = 0; round < rounds; round += 1) {
      const child = childOf(round, perRound);
      await said(child, "sending");
      await wait(Math.random() * 600);
      await kill(child);
      onRound(round + 1);
    }
    // What a killed run has claimed is due after its lease, and a run sends only so many.
    for (let more = 0, left = ""; left !== "done: 0 left"; more += 1) {
      const child = childOf(rounds + more, 0);
      left = await said(child, "done");
      await kill(child);
    }
    const arrivals = readMailbox(state).map(({ to }) => to);
    const arrived = new Set(arrivals).size;
    return { kills: rounds, queued: rounds * perRound, arrived, repeated: arrivals.length - arrived };
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

/** A process that starts the site, in its own process group. */
function prepare(state: string, shiftMs: number, from: number, count: number): ChildProcess {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "crash-child.ts"), state, String(shiftMs), String(from), String(count)],
    { stdio: ["pipe", "pipe", "inherit"], detached: true },
  );
  child.stdin?.write("start\n");
  return child;
}

/** Waits for a line that begins with a word, and gives it. */
function said(child: ChildProcess, word: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (lines: Buffer) => {
      const line = lines
        .toString()
        .trim()
        .split("\n")
        .find((one) => one.startsWith(word));
      if (line) resolve(line);
    });
    child.once("exit", () => reject(new Error(`the site ended before it was ${word}`)));
  });
}

/** Kills the process group of the site and the process that started it. */
async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  await ended;
}
