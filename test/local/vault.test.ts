import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrateFolder } from "../../local/database.ts";
import { databaseFile } from "../../local/database-file.ts";
import { root } from "../../local/environment.ts";
import { tryLock } from "../../local/lock.ts";
import { openDatabase } from "../../local/open-database.ts";
import { localSecrets } from "../../local/secrets.ts";
import { idsOf } from "../../local/vault-keys.ts";
import { insertMessage } from "../../worker/submissions/contact/messages.ts";
import { openKeyRing } from "../../worker/vault/sealing.ts";
import { message, messagesFrom } from "../fixtures/contact.ts";

const state = mkdtempSync(join(tmpdir(), "vault-"));
const keys = () => localSecrets(state).VAULT_KEYS ?? "";
const rows = 1000;
afterAll(() => rmSync(state, { recursive: true, force: true }));

const withDb = <Result>(use: (db: D1Database) => Promise<Result>) => {
  const { db, close } = openDatabase(databaseFile(state));
  return use(db).finally(close);
};

beforeAll(async () => {
  const ring = await openKeyRing(keys());
  migrateFolder(join(state, "data"));
  await withDb(async (db) => {
    const statements = Array.from({ length: rows }, (_, index) => {
      const at = new Date("2026-12-01T10:00:00Z");
      return insertMessage(db, ring, `M-${String(index).padStart(4, "0")}`, message, "en", at);
    });
    await db.batch(await Promise.all(statements));
  });
});

describe("npm run vault", () => {
  it("refuses to work under a server that runs, and says why", async () => {
    const unlock = tryLock(join(state, "lock"));
    const { code, output } = await vault("rotate");
    const looked = await vault("status");
    unlock?.();
    expect(looked).toMatchObject({ code: 0, output: expect.stringMatching(/k1 +6,000 texts {2}current/) });
    expect(code).toBe(1);
    expect(output.trim().split("\n")).toEqual([expect.stringContaining("Stop it first")]);
    expect(idsOf(keys())).toEqual(["k1"]);
  });

  it("goes on with a rotation that was killed, with the same new key, and loses nothing", async () => {
    const { child, text } = start("rotate");
    // As soon as it has resealed something.
    while (!text().includes("of 1,000 rows")) await once(child.stderr ?? child, "data");
    child.kill("SIGKILL");
    await ended(child);
    expect(idsOf(keys())).toEqual(["k2", "k1"]);
    const { code, output } = await vault("rotate");
    expect(code).toBe(0);
    expect(output).toContain("The rotation that was stopped is finished; no new key was made.");
    expect(idsOf(keys())).toEqual(["k2", "k1"]);
    expect(output).toMatch(/k2 +6,000 texts {2}current/);
    expect(output).toMatch(/k1 +0 texts {2}old: not used any more/);
  });

  it("drops a key only when nothing needs it, and everything still opens", async () => {
    const { output } = await vault("rotate", "--drop-old");
    expect(output).toContain("Removed: k2, k1.");
    expect(idsOf(keys())).toEqual(["k3"]);
    const ring = await openKeyRing(keys());
    const kept = await withDb((db) => messagesFrom(db, ring, message.email));
    expect(kept).toHaveLength(rows);
    expect(new Set(kept.map((one) => one.message))).toEqual(new Set([message.message]));
  });

  it("keeps a key that something still needs", async () => {
    const before = keys();
    await withDb((db) =>
      db.prepare("update contact_messages set sealed_name = 'v1.k3.x.y' where reference = 'M-0000'").run(),
    );
    const { code, output } = await vault("rotate", "--drop-old");
    expect(code).toBe(1);
    expect(output).toContain("1 row not opened and left as found");
    expect(idsOf(keys())).toEqual(["k4", "k3"]);
    expect(keys()).toContain(before.split(" ")[0]);
  });

  it("shows what it can do, and what a site that is deployed needs, without touching anything", async () => {
    const before = readFileSync(join(state, "secrets.json"), "utf8");
    expect((await vault("--help")).output).toContain("npm run vault -- rotate");
    expect((await vault("rotate", "--production")).output).toContain("npx wrangler secret put VAULT_KEYS");
    const made = (await vault("new")).output;
    const [, ring = ""] = /VAULT_KEYS\n(.+)\n/.exec(made) ?? [];
    expect((await openKeyRing(ring)).current).toBe("k1");
    expect((await vault("frob")).output).toBe('There is no "frob": see npm run vault -- --help.\n');
    expect(readFileSync(join(state, "secrets.json"), "utf8")).toBe(before);
  });
});

function start(...args: string[]) {
  const child = spawn(process.execPath, ["local/vault.ts", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, STATE: state },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk));
  return { child, text: () => text };
}

async function vault(...args: string[]) {
  const { child, text } = start(...args);
  await ended(child);
  return { code: child.exitCode, output: text() };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
}
