import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { readOrganization } from "../../editor/organization-file.ts";
import { build } from "../../local/build.ts";
import { shiftTo } from "../../local/clock.ts";
import type { StoredMail } from "../../local/mailbox.ts";
import { type LocalServer, type ServerOptions, startServer } from "../../local/server.ts";
import { cheapN } from "../fixtures/cheap-hash.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";

/** A running site, once the hooks before the tests have run. */
export interface Site {
  server: LocalServer;
  url: string;
  state: string;
}

/**
 * In place of the local vars: no test is slowed down by another's forms, and none waits a second for its views or for the
 * hash of a password.
 */
const testVars = {
  FORMS_PER_NETWORK: "100000",
  SIGNING_SECRET: signingSecret,
  VISIT_DELAY_SECONDS: "0.1",
  SCRYPT_N: cheapN,
};

/** The build of the site. Whoever needs it first waits for it. */
let built: Promise<void> | undefined;

/** The sites that the files of this process share, by what stands in front of them. */
const shared = new Map<string, Promise<Site>>();

/**
 * The site that all files share. It contains other tests' rows, so a test asks for its own. It ends with the process.
 * @param inFront as for `startServer`; files that break the site's bindings share another one and repair them
 */
export function sharedSite(inFront?: string): Site {
  const site = {} as Site;
  beforeAll(async () => {
    const key = inFront ?? "";
    const started =
      shared.get(key) ?? startSite(inFront === undefined ? {} : { inFront, vars: { PATIENCE_MS: "4000" } });
    shared.set(key, started);
    Object.assign(site, await started);
  });
  return site;
}

/** A site for the tests of one file, on a free port and with separate state. */
export function ownSite(options: Partial<ServerOptions> = {}): Site {
  const site = {} as Site;
  beforeAll(async () => {
    Object.assign(site, await startSite(options));
  });
  afterAll(async () => {
    await site.server.stop();
    rmSync(site.state, { recursive: true, force: true });
  });
  return site;
}

/** How far ahead the tests' sites are: `SITE_AT` shows them on another date, as `--at` does. */
export function siteShiftMs(): number {
  const { SITE_AT } = process.env;
  return SITE_AT === undefined ? 0 : shiftTo(SITE_AT, readOrganization().timeZone);
}

/** Crons run when a test says so, never while it compares. */
async function startSite(options: Partial<ServerOptions>): Promise<Site> {
  built ??= build();
  await built;
  const state = mkdtempSync(join(tmpdir(), "site-"));
  const usual = { port: 0, quiet: true, cronsByHand: true };
  const vars = { ...testVars, ...options.vars };
  const server = await startServer({ ...usual, state, clockShiftMs: siteShiftMs(), ...options, vars });
  return { server, url: server.url, state };
}

/** The ticket of a form's page, as a browser would send it back. */
export async function ticketOf(page: string): Promise<string> {
  const html = await (await fetch(page)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1];
  if (!ticket) throw new Error(`${page} carries no ticket`);
  return ticket;
}

/** Sends a form as a browser does from a page of the site, without following the redirect. */
export async function send(
  page: string,
  values: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(page, {
    method: "POST",
    redirect: "manual",
    headers: { origin: new URL(page).origin, ...headers },
    body: new URLSearchParams(values),
  });
}

/** Opens a form's page and sends it. */
export async function fillIn(page: string, values: Readonly<Record<string, string>>): Promise<Response> {
  return send(page, { ticket: await ticketOf(page), ...values });
}

/** The reference that an answer redirects to. */
export function referenceOf(answer: Response): string {
  const reference = /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1];
  if (!reference) throw new Error(`answered ${answer.status} without a reference`);
  return reference;
}

type Row = Record<string, unknown>;

/** Every row of a table of the site's database. */
export async function rowsOf(server: LocalServer, table: string): Promise<Row[]> {
  const [rows = []] = await read(server, [table]);
  return rows;
}

/** The rows of every table of the site's database, by its name. */
export async function everyTable(server: LocalServer): Promise<Map<string, Row[]>> {
  const schema = await rowsOf(server, "sqlite_schema where type = 'table'");
  const names = schema.map(({ name }) => String(name)).filter((name) => !/^(?:_|sqlite)/.test(name));
  const tables = await read(server, names);
  return new Map(names.map((name, index) => [name, tables[index] ?? []]));
}

/** Reads tables as they are at one moment. */
async function read({ db }: LocalServer, tables: readonly string[]): Promise<Row[][]> {
  const answers = await db.batch<Row>(tables.map((table) => db.prepare(`select * from ${table}`)));
  return answers.map(({ results }) => results);
}

/** The mail to somebody that contains these words, once it has left. */
export async function mailTo(server: LocalServer, to: string, words: string): Promise<StoredMail> {
  return eventually(async () =>
    mailsOf(server).findLast((mail) => mail.to === to && `${mail.subject}\n${mail.text}`.includes(words)),
  );
}

/** All mail, once everything not held for staff has left. */
export async function allMail(server: LocalServer): Promise<StoredMail[]> {
  await eventually(async () => {
    const outbox = await rowsOf(server, "outbox");
    return outbox.every(({ sent_at, held_at, failed_at }) => sent_at ?? held_at ?? failed_at) || undefined;
  });
  return mailsOf(server);
}

/** All mail that has left so far. */
export function mailsOf(server: LocalServer): StoredMail[] {
  return server.mails();
}

/** Retries until the promise gives something other than undefined. Fails after a minute. */
export async function eventually<Value>(attempt: () => Promise<Value | undefined>): Promise<Value> {
  for (const end = Date.now() + 60_000; ; ) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error("it did not happen within a minute");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
