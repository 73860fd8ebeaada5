import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type LocalServer, startServer } from "../../local/server.ts";
import { hereAt } from "../fixtures/content.ts";
import { moveClock, movingClock } from "../fixtures/moving-clock.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";
import { builtCopy } from "../http/later-version.ts";
import type { Site } from "../http/site.ts";

const dayMs = 86_400_000;
const vars = { SIGNING_SECRET: signingSecret, FORMS_PER_NETWORK: "100000" };

/** A site whose clock goes where it is told, with the draft published. */
export class WalkedSite implements Site {
  server!: LocalServer;
  readonly state: string;
  readonly #copy: string;
  readonly #isDaily: boolean;
  #shiftMs = 0;

  private constructor(copy: string, isDaily: boolean) {
    this.#copy = copy;
    this.#isDaily = isDaily;
    this.state = mkdtempSync(join(tmpdir(), "years-"));
  }

  /** @param isDaily whether the cron runs on each day that passes, and not only on those that are named */
  static async startedOn(day: string, isDaily: boolean): Promise<WalkedSite> {
    const site = new WalkedSite(await builtCopy(), isDaily);
    site.#shiftMs = noonOf(day) - Date.now();
    await site.start();
    return site;
  }

  get url(): string {
    return this.server.url;
  }

  async start(): Promise<void> {
    const dist = join(this.#copy, "dist");
    const options = { port: 0, state: this.state, quiet: true, cronsByHand: true, vars, dist };
    const server = await startServer({ ...options, inFront: movingClock });
    await moveClock(server.url, this.#shiftMs);
    this.server = { ...server, now: () => new Date(Date.now() + this.#shiftMs) };
  }

  /** Goes on to noon of a day, and runs the cron there. */
  async goTo(day: string): Promise<void> {
    const noon = noonOf(day);
    if (this.#isDaily) {
      const first = this.server.now().getTime() + dayMs;
      for (let at = first; at < noon - dayMs / 2; at += dayMs) await this.#runAt(at);
    }
    await this.#runAt(noon);
  }

  /** Runs a command of the site, which is stopped meanwhile. */
  async run(command: string, ...args: string[]): Promise<string> {
    await this.server.stop();
    const said = await this.inspect(command, ...args);
    await this.start();
    return said;
  }

  /** Runs a command that changes nothing, beside the running site. */
  async inspect(command: string, ...args: string[]): Promise<string> {
    const options = { cwd: this.#copy, env: { ...process.env, STATE: this.state } };
    const { stdout } = await promisify(execFile)(process.execPath, [`local/${command}.ts`, ...args], options);
    return stdout;
  }

  async #runAt(instant: number): Promise<void> {
    this.#shiftMs = instant - Date.now();
    await moveClock(this.url, this.#shiftMs);
    await this.server.runCron();
  }
}

/** Noon of the organization. */
function noonOf(day: string): number {
  return hereAt(day).getTime();
}
