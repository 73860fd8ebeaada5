import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "../../local/build.ts";
import { root } from "../../local/environment.ts";
import { headsOf } from "../../local/heads-file.ts";
import { type LocalServer, startServer } from "../../local/server.ts";
import { answers, registration } from "../fixtures/answers.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";
import { madeClient } from "../http/accounts.ts";
import { fillIn, referenceOf, rowsOf } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { Visitor } from "../http/visitor.ts";

const state = mkdtempSync(join(tmpdir(), "restore-"));
const copy = join(state, "monday.sqlite");
const script = join(state, "monday.sql");
const published = join(state, "published");
mkdirSync(published);
const { password } = registration;
const emails = { leaves: "leaves@example.org", stays: "stays@example.org" };
afterAll(() => rmSync(state, { recursive: true, force: true }));
beforeAll(() => build());

/** Uses the site, and stops it like a machine that goes down: no cron runs. */
async function withSite<Result>(use: (server: LocalServer) => Promise<Result>): Promise<Result> {
  const vars = { SIGNING_SECRET: signingSecret, FORMS_PER_NETWORK: "100000" };
  const server = await startServer({ port: 0, state, quiet: true, cronsByHand: true, vars });
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

function run(name: "audit" | "backup" | "restore", ...args: string[]): string {
  const options = {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      STATE: state,
      WRANGLER: join(root, "test/fixtures/local-wrangler.mjs"),
      LOCAL_D1: published,
    },
    stdio: "pipe",
  } as const;
  return execFileSync(process.execPath, [join(root, `local/${name}.ts`), ...args], options);
}

const signIn = async (server: LocalServer, email: string) =>
  (await new Visitor(server.url).fillIn("/en/sign-in/", { email, password })).headers.get("location");

describe("npm run backup and npm run restore", () => {
  it("put everything back, and whoever was erased since stays erased", async () => {
    await withSite(async (server) => {
      const leaver = await madeClient(server, emails.leaves);
      const other = await madeClient(server, emails.stays);
      await fillIn(`${server.url}/en/contact/`, { ...answers.contact, email: emails.leaves });
      await fillIn(`${server.url}/en/order/`, { ...answers.order, email: emails.stays });
      const { visitor: manager } = await staffMember(server, "manager");
      const sent = () => fillIn(`${server.url}/en/contact/`, { ...answers.contact, email: emails.stays });
      const [spam, fromChild] = [referenceOf(await sent()), referenceOf(await sent())];
      const { db } = server;
      await db
        .prepare("update submissions set quarantined_at = received_at where reference = ?1")
        .bind(spam)
        .run();
      expect(run("backup", copy)).toMatch(/^Wrote .*monday\.sqlite: \d+ rows, [\d.]+ MB\.\n$/);
      expect(statSync(copy).mode & 0o077).toBe(0);
      expect(() => run("restore", copy)).toThrow(/Stop it first/);
      const rowsOfCopy = run("backup", script);
      expect(rowsOfCopy).toMatch(/^Wrote .*monday\.sql: \d+ rows, [\d.]+ MB\.\n$/);
      expect(statSync(script).mode & 0o077).toBe(0);

      // Both happen after the copy: one is an erasure, the other is lost with the database.
      const gone = await leaver.fillIn("/en/account/delete/", { when: "now", password });
      expect(gone.headers.get("location")).toBe("/en/erased/");
      for (const [address, fields] of [
        [`/staff/inbox/${spam}/erase/`, { sure: "yes" }],
        [`/staff/inbox/${fromChild}/from-child/`, { child: "yes" }],
      ] as const)
        expect((await manager.send(address, { ...fields, position: "1" })).status, address).toBe(303);
      await other.fillIn("/en/contact/", { ...answers.contact, email: emails.stays });
      const last = await db
        .prepare("select sequence from record_heads where kind = 'audit'")
        .first("sequence");
      await expect.poll(() => headsOf(state).findLast(({ kind }) => kind === "audit")?.sequence).toBe(last);
    });

    // To the published database, and back from there.
    expect(() => run("restore", script, "--production")).toThrow(
      /replaces the published database kept.*add --yes/,
    );
    for (const from of [copy, script]) {
      const there = run("restore", from, "--production", "--yes");
      expect(there).toMatch(/^Restored \d+ rows\. Everybody is signed out/);
      expect(there).toContain("d1 time-travel restore kept --bookmark=00000085-0000024c-00004c6d");
    }
    const back = join(state, "back.sql");
    expect(run("backup", back, "--production")).toMatch(/^Wrote .*back\.sql: \d+ rows/);
    expect(statSync(back).mode & 0o077).toBe(0);
    expect(readFileSync(back, "utf8")).not.toMatch(/insert into "sessions"/i);

    const said = run("restore", back);
    expect(said).toContain("Erased again: 3.");
    expect(said).toContain("Lost since the copy: 2 of the entries of the audit log.");
    expect(run("audit", "verify")).toContain("Audit log: intact");
    expect(said).toContain("Everybody is signed out. Mail that waited is held");

    await withSite(async (server) => {
      const waiting = await rowsOf(server, "unsent_mail");
      expect(waiting.filter((row) => row.state === "waiting")).toEqual([]);
      expect(await rowsOf(server, "sessions")).toEqual([]);
      expect(await rowsOf(server, "contact_messages")).toEqual([]);
      expect(await rowsOf(server, "orders")).toHaveLength(1);
      expect(await signIn(server, emails.leaves)).toBeNull();
      expect(await signIn(server, emails.stays)).toBe("/en/account/");
    });
  });

  it("write over no file, and put back nothing that is not a copy", () => {
    expect(() => run("backup", copy)).toThrow(/exists already/);
    const text = join(state, "text.sqlite");
    writeFileSync(text, "not a database, but long enough to look at");
    expect(() => run("restore", text)).toThrow(/is no copy of a site's database/);
    expect(() => run("restore", join(state, "none.sqlite"))).toThrow(/There is no .*none\.sqlite/);
    expect(existsSync(join(state, "none.sqlite"))).toBe(false);
    expect(() => run("restore")).toThrow(/Name the file to restore/);
    expect(() => run("restore", join(state, "none.sql"), "--production", "--yes")).toThrow(
      /There is no .*none\.sql/,
    );
    expect(run("restore", "--production")).toContain("wrangler d1 time-travel restore kept");
  });
});
