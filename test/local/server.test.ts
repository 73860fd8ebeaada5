import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import organization from "../../content/organization.yaml";
import { build } from "../../local/build.ts";
import { breakMail, readMailbox } from "../../local/mailbox.ts";
import { type LocalServer, type ServerOptions, startServer } from "../../local/server.ts";
import { message } from "../fixtures/contact.ts";

const state = mkdtempSync(join(tmpdir(), "server-"));
afterAll(() => rmSync(state, { recursive: true, force: true }));

describe("a local server", () => {
  let server: LocalServer;
  beforeAll(async () => {
    await build();
    server = await start();
  });
  afterAll(() => server.stop());
  afterEach(() => breakMail(state, undefined));

  it("answers with the home page, by each of its names", async () => {
    expect((await fetch(`${server.url}/en/`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${server.port}/en/`)).status).toBe(200);
  });

  it("leads to no other Worker, whoever names one", async () => {
    const headers = { "MF-Route-Override": "inside" };
    expect(await (await fetch(`${server.url}/en/`, { headers })).text()).toContain("<h1");
  });

  it("says that fingerprinted files stay, and pages and errors do not", async () => {
    const home = await fetch(`${server.url}/en/`);
    const [style] = /\/_astro\/[^"]+\.css/.exec(await home.text()) ?? [];
    expect((await fetch(`${server.url}${style}`)).headers.get("cache-control")).toContain("immutable");
    expect(home.headers.get("cache-control")).not.toContain("immutable");
    expect((await fetch(`${server.url}/en/nothing/`)).status).toBe(404);
  });

  it("puts the mail that a message causes into the mailbox, with the sender's address to answer to", async () => {
    const before = readMailbox(state).length;
    expect(await sendMessage(server)).toBe(303);
    await expect.poll(() => readMailbox(state).length).toBe(before + 2);
    const mails = readMailbox(state).slice(before);
    const toUs = mails.find(({ to }) => to === organization.email);
    expect(toUs?.headers).toMatchObject({
      From: expect.stringContaining(`<${organization.sender}>`),
      "Reply-To": expect.stringContaining(message.email),
    });
    expect(toUs?.text).toContain("谢谢");
    expect(mails.map(({ to }) => to)).toContain(message.email);
  });

  it("keeps mail that fails for a later try", async () => {
    breakMail(state, "before");
    const before = readMailbox(state).length;
    expect(await sendMessage(server)).toBe(303);
    const waiting = () =>
      firstNumber(server, "select count(*) as rows from outbox where sealed_error is not null");
    await expect.poll(waiting).toBe(2);
    expect(readMailbox(state)).toHaveLength(before);
  });

  it("counts a view as from nowhere, because the network tells nothing here", async () => {
    await fetch(`${server.url}/en/`, {
      headers: {
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "sec-fetch-dest": "document",
      },
    });
    const countries = async () => {
      const countries = "select value from visit_cells where indicator = 'country'";
      const { results } = await server.db.prepare(countries).all();
      return results.map(({ value }) => value);
    };
    await expect.poll(countries).toHaveLength(1);
    expect(await countries()).not.toContain("US");
  });

  it("does not start twice on one state", async () => {
    await expect(start()).rejects.toThrow(`Another server uses the state in ${state}`);
  });

  it("names the port that is taken and how to use another", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await expect.poll(() => other.listening).toBe(true);
    const { port } = other.address() as { port: number };
    await expect(start({ port, state: `${state}-other` })).rejects.toThrow(
      `Port ${port} is taken by another program: stop that one, or use another port with PORT=${port + 1} npm start.`,
    );
    other.close();
  });

  it("keeps its data, its mail and its secrets for the next start", async () => {
    const messages = () => firstNumber(server, "select count(*) as rows from contact_messages");
    const before = { messages: await messages(), mails: readMailbox(state).length, secrets: secrets() };
    await server.stop();
    server = await start();
    expect({ messages: await messages(), mails: readMailbox(state).length, secrets: secrets() }).toEqual(
      before,
    );
    expect(before.messages).toBe(2);
    expect(server.migrated).toEqual([]);
  });

  it("lets nobody else on the machine read secrets and mail", () => {
    expect(statSync(join(state, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(statSync(server.mailbox).mode & 0o777).toBe(0o600);
  });

  it("runs what is due by the clock when it is told to", async () => {
    const { db } = server;
    await db.prepare("update outbox set next_attempt_at = ?1 where sent_at is null").bind("2020-01-01").run();
    const before = readMailbox(state).length;
    await server.runCron();
    await expect.poll(() => readMailbox(state).length).toBe(before + 2);
  });

  it("shows the site at another date", async () => {
    await server.stop();
    const year = 365 * 24 * 60 * 60 * 1000;
    server = await start({ clockShiftMs: year });
    const next = new Date(Date.now() + year).getUTCFullYear();
    expect(await (await fetch(`${server.url}/en/statistics/`)).text()).toContain(String(next));
  });

  function start(options: Partial<ServerOptions> = {}): Promise<LocalServer> {
    return startServer({ port: 0, state, quiet: true, cronsByHand: true, ...options });
  }
});

/** Fills in the contact form as a browser does. Returns the status. */
async function sendMessage({ url }: LocalServer): Promise<number> {
  const page = await (await fetch(`${url}/en/contact/`)).text();
  const [, ticket = ""] = /name="ticket" value="([^"]+)"/.exec(page) ?? [];
  const body = new URLSearchParams({ ...message, ticket });
  const headers = { origin: url };
  return (await fetch(`${url}/en/contact/`, { method: "POST", body, headers, redirect: "manual" })).status;
}

async function firstNumber(server: LocalServer, query: string): Promise<number> {
  return (await server.db.prepare(query).first<number>("rows")) ?? 0;
}

function secrets(): string {
  return readFileSync(join(state, "secrets.json"), "utf8");
}
