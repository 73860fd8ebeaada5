import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { migrateFolder } from "../../local/database.ts";
import { rulesVersion } from "../../worker/visits/counting/counts.ts";
import { dayOf } from "../../worker/web/days.ts";
import { killGroup, prepare, start } from "../killable.ts";
import { countingWorker, open, runCounting } from "./runtime.ts";

const program = join(import.meta.dirname, "crash-child.ts");

/** What the harness has seen. */
export interface Crashes {
  kills: number;
  /** Calls that the counter has answered, each exactly once, and how many of them D1 holds. */
  accepted: number;
  inD1: number;
  /** Pages asked for, answered, and held by D1. */
  asked: number;
  pages: number;
  pagesInD1: number;
  /** Views that the counter had taken from isolates, as these said last before they were killed. */
  handedOver: number;
}

/** Kills the runtime at random moments under load, each time after it took something. Calls without an answer are repeated, as the Worker does. */
export async function crash(rounds: number, onRound: (kills: number) => void): Promise<Crashes> {
  const folder = mkdtempSync(join(tmpdir(), "kept-crash-"));
  const script = join(folder, "worker.mjs");
  writeFileSync(script, await countingWorker());
  migrateFolder(folder);
  const seen = { kills: 0, accepted: 0, inD1: 0, asked: 0, pages: 0, pagesInD1: 0, handedOver: 0 };
  let unanswered: string[] = [];
  let next = prepare(program, script, folder);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const child = next;
      const url = await start(child);
      const load = new Load(url, unanswered);
      next = prepare(program, script, folder);
      await wait(50 + Math.random() * 650);
      await load.isTaken();
      killGroup(child);
      unanswered = await load.end();
      seen.accepted += load.accepted;
      seen.asked += load.asked;
      seen.pages += load.pages;
      seen.handedOver += load.handedOver;
      seen.kills = round;
      onRound(round);
    }
    return { ...seen, ...(await settle(folder, await countingWorker(), unanswered, seen)) };
  } finally {
    killGroup(next);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Calls straight to the counter, and pages, one after another in a few lanes, until the runtime is dead. A lane of its own
 * asks the isolate what it has handed over.
 */
class Load {
  accepted = 0;
  asked = 0;
  pages = 0;
  handedOver = 0;
  readonly #url: string;
  readonly #again: string[];
  readonly #unanswered: string[] = [];
  readonly #lanes: Promise<void>[];

  constructor(url: string, again: readonly string[]) {
    this.#url = url;
    this.#again = [...again];
    this.#lanes = [...[0, 1, 2, 3].flatMap(() => [this.#call(), this.#open()]), this.#ask()];
  }

  /** Waits until the runtime has taken something of both kinds, which a slow machine may not have done yet. */
  async isTaken(): Promise<void> {
    while (this.accepted === 0 || this.handedOver === 0) await wait(10);
  }

  /** The calls that got no answer. */
  async end(): Promise<string[]> {
    await Promise.all(this.#lanes);
    return [...this.#again, ...this.#unanswered];
  }

  async #call(): Promise<void> {
    for (;;) {
      const call = this.#again.pop() ?? randomUUID();
      if (!(await record(this.#url, call))) {
        this.#unanswered.push(call);
        return;
      }
      this.accepted += 1;
    }
  }

  async #open(): Promise<void> {
    try {
      for (;;) {
        this.asked += 1;
        await open(`${this.#url}/en/policy/`);
        this.pages += 1;
      }
    } catch {
      // The runtime is dead, as it should be.
    }
  }

  async #ask(): Promise<void> {
    try {
      for (;;) this.handedOver = (await (await fetch(`${this.#url}/handed-over/`)).json()) as number;
    } catch {
      // The runtime is dead, as it should be.
    }
  }
}

/** Repeats the last calls, waits until the counter is empty, and reads what D1 holds. */
async function settle(folder: string, script: string, unanswered: readonly string[], seen: Crashes) {
  const miniflare = await runCounting(script, folder, 1);
  try {
    const url = String(await miniflare.ready).replace(/\/$/, "");
    let { accepted } = seen;
    for (const call of unanswered) accepted += (await record(url, call)) ? 1 : 0;
    while (await (await fetch(`${url}/held/`)).json()) await wait(100);
    const db = await miniflare.getD1Database("DB");
    const sum = async (indicator: string) => {
      const query = "select coalesce(sum(views), 0) as views from visit_cells where indicator = ?1";
      return (await db.prepare(query).bind(indicator).first<number>("views")) ?? 0;
    };
    return { accepted, inD1: await sum("form"), pagesInD1: await sum("total") };
  } finally {
    await miniflare.dispose();
  }
}

async function record(url: string, call: string): Promise<boolean> {
  const day = dayOf(new Date(), "UTC");
  const cell = { day, rules: rulesVersion, indicator: "form", value: "crash accepted", views: 1, visits: 0 };
  try {
    const body = JSON.stringify({ call, requests: 1, cells: [cell] });
    const answer = await fetch(`${url}/record/`, { method: "POST", body });
    return answer.status === 204;
  } catch {
    // Killed before it answered: the call is repeated.
    return false;
  }
}
