import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type LocalServer, type ServerOptions, startServer } from "../../local/server.ts";

/** Serves the built site for the tests of a file, on a free port and with a state of its own. */
export function servedSite(options: Partial<ServerOptions> = {}): { server: LocalServer; url: string } {
  const served = {} as { server: LocalServer; url: string };
  const state = mkdtempSync(join(tmpdir(), "kept-test-"));
  beforeAll(async () => {
    served.server = await startServer({ port: 0, state, quiet: true, ...options });
    served.url = served.server.url;
  });
  afterAll(async () => {
    await served.server.stop();
    rmSync(state, { recursive: true, force: true });
  });
  return served;
}

/** The ticket of a form's page, as a browser would send it back. */
export async function ticketOf(page: string): Promise<string> {
  const html = await (await fetch(page)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1];
  if (!ticket) throw new Error(`${page} carries no ticket`);
  return ticket;
}

/** Sends a form as a browser does from a page of the site; the answer's redirect is not followed. */
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

/** Tries until the promise gives something else than undefined; fails after ten seconds. */
export async function eventually<Value>(attempt: () => Promise<Value | undefined>): Promise<Value> {
  for (const end = Date.now() + 10_000; ; ) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error("it did not happen within ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
