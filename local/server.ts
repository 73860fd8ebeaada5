import type { Server } from "node:http";
import { join } from "node:path";
import type { Miniflare as Runtime } from "miniflare";
import { Problem } from "../terminal/problem.ts";
import { everyMinute, isDue } from "./cron.ts";
import { currentDatabase } from "./database.ts";
import { localVars, makeState } from "./environment.ts";
import { standInFront } from "./front.ts";
import { insideWorkerd } from "./inside.ts";
import { fittingKeys, type KeySecrets } from "./keys.ts";
import { tryLock } from "./lock.ts";
import { mailWorker } from "./mail-worker.ts";
import { mailboxFile, readMailbox, type StoredMail } from "./mailbox.ts";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "./miniflare.ts";
import { freePort, takenPort } from "./port.ts";
import { localSecrets } from "./secrets.ts";
import { builtSite } from "./site.ts";
import { watchWorkerd } from "./workerd.ts";

export interface ServerOptions {
  /** 0 for any free port. */
  port: number;
  /** The folder that keeps data, mail and secrets. One server at a time owns it. */
  state: string;
  /** How far the site's clock is ahead of the machine's. */
  clockShiftMs?: number;
  /** Keeps the Worker's log off the terminal. */
  quiet?: boolean;
  /** Leaves the crons to `runCron`, so that none runs while a test compares. */
  cronsByHand?: boolean;
  /** Vars that replace wrangler.toml's and the local ones. */
  vars?: Readonly<Record<string, string>>;
  /** The built site, if not this repository's. */
  dist?: string;
  /** Source of a module in front of the built Worker, with which tests break its bindings. */
  inFront?: string;
}

/** A running local server. */
export interface LocalServer {
  url: string;
  port: number;
  /** The file that gets one line per mail. */
  mailbox: string;
  /** The mail sent so far, oldest first. */
  mails(): StoredMail[];
  /** The site's clock. */
  now(): Date;
  /** Names of the migrations that this start applied. */
  migrated: readonly string[];
  /** The Worker's database. It asks workerd, which would fail where somebody else has locked the file. */
  db: D1Database;
  /** Runs the Worker's scheduled handler now, as its crons do on time. */
  runCron(): Promise<void>;
  /** Ends everything at once, like a machine that goes down. A second call changes nothing. */
  stop(): Promise<void>;
}

/**
 * Runs the built Worker on the loopback address, with its database, Durable Objects, files, mail and crons.
 * @throws Problem when the port or the state is not available
 */
export async function startServer(options: ServerOptions): Promise<LocalServer> {
  const port = await freePort(options.port);
  makeState(options.state);
  const unlock = tryLock(join(options.state, "lock"));
  if (!unlock) {
    throw new Problem(
      `Another server uses the state in ${options.state}: stop it, or name another folder with STATE=… npm start.`,
    );
  }
  const { env, endWatch } = watchWorkerd(join(options.state, "workerd.pid"));
  const release = () => {
    endWatch();
    unlock();
  };
  try {
    return await serve(options, port, env, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function serve(
  options: ServerOptions,
  port: number,
  env: Record<string, string>,
  release: () => void,
): Promise<LocalServer> {
  const { state, clockShiftMs = 0, quiet = false, cronsByHand = false } = options;
  const shift = clockShiftMs === 0 ? {} : { CLOCK_SHIFT_MS: String(clockShiftMs) };
  const { MAILBOX_KEY: _, ...secrets } = localSecrets(state);
  const vars = { ...localVars(port), ...secrets, ...shift, ...options.vars };
  const { worker, crons, database: file } = await builtSite(state, vars, options);
  const migrated = await readyDatabase(file, vars);
  const inside = insideWorkerd(worker);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [worker, mailWorker(state, clockShiftMs), inside.worker],
      host: "127.0.0.1",
      resourcePersistencePath: join(state, "data"),
      // Locally nothing is known of the network: no country, rather than a made-up one.
      cf: {},
      unsafeRuntimeEnv: env,
      log: new Log(quiet ? LogLevel.NONE : LogLevel.ERROR),
      logRequests: false,
      handleStructuredLogs: ({ level, message }) => {
        if (!quiet) (level === "error" || level === "warn" ? console.error : console.log)(message);
      },
    }),
  );
  const front = await ready(miniflare, port);
  const runCrons = async (due: readonly string[], at: Date) => {
    for (const cron of due) await inside.runCron(miniflare, cron, at);
  };
  const runDue = (at: Date) => {
    const due = crons.filter((cron) => isDue(cron, at));
    runCrons(due, at).catch((error) => quiet || console.error("cron: a run failed", error));
  };
  const stopClock = cronsByHand ? () => undefined : everyMinute(clockShiftMs, runDue);
  let stopped: Promise<void> | undefined;
  return {
    url: `http://localhost:${port}`,
    port,
    mailbox: mailboxFile(state),
    mails: () => readMailbox(state),
    now: () => new Date(Date.now() + clockShiftMs),
    migrated,
    db: inside.db(miniflare),
    runCron: () => runCrons(crons, new Date(Date.now() + clockShiftMs)),
    stop: () => {
      stopClock();
      front.closeAllConnections();
      front.close();
      stopped ??= miniflare.dispose().finally(release);
      return stopped;
    },
  };
}

/**
 * Brings the database up to date and compares its keys, before workerd opens it.
 * @returns names of the migrations applied
 * @throws Problem when the database was written with other keys
 */
async function readyDatabase(file: string, vars: KeySecrets): Promise<readonly string[]> {
  const { db, migrated, close } = currentDatabase(file);
  await fittingKeys(db, vars).finally(close);
  return migrated;
}

/** Waits until the runtime answers, and lets requests in. */
async function ready(miniflare: Runtime, port: number): Promise<Server> {
  try {
    return await standInFront(port, await miniflare.ready);
  } catch (error) {
    await miniflare.dispose();
    throw (error as { code?: string }).code === "EADDRINUSE" ? takenPort(port, error) : error;
  }
}
