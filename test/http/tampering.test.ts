import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { build } from "../../local/build.ts";
import { copyDatabase, databaseFile } from "../../local/database-file.ts";
import { root } from "../../local/environment.ts";
import { type LocalServer, startServer } from "../../local/server.ts";
import { answers } from "../fixtures/answers.ts";
import { eventually, fillIn, referenceOf } from "./site.ts";

const state = mkdtempSync(join(tmpdir(), "tampering-"));
const copy = join(state, "copy.sqlite");
const references: string[] = [];
const start = () =>
  startServer({ port: 0, state, quiet: true, cronsByHand: true, vars: { FORMS_PER_NETWORK: "100000" } });
const running: LocalServer[] = [];

/** Runs a command on the state. */
function run(script: string, ...args: string[]): { code: number | null; output: string } {
  const env = { ...process.env, STATE: state };
  const { status, stdout, stderr } = spawnSync(process.execPath, [`local/${script}`, ...args], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  return { code: status, output: stdout + stderr };
}

/** Somebody with the database file and without the keys. */
function inTheFile(...statements: string[]): void {
  const database = new DatabaseSync(databaseFile(state));
  const triggers = database.prepare("select name from sqlite_schema where type = 'trigger'").all();
  for (const { name } of triggers) database.exec(`drop trigger ${String(name)}`);
  for (const sql of statements) database.exec(sql);
  database.close();
}

beforeAll(async () => {
  await build();
  const server = await start();
  for (let sent = 0; sent < 3; sent += 1)
    references.push(referenceOf(await fillIn(`${server.url}/en/contact/`, answers.contact)));
  const isNoted = async () =>
    run("audit.ts", "verify").output.includes("Consents: 3 are as written, none is missing.") || undefined;
  await eventually(isNoted);
  // What was noted of the last consent comes after the answer.
  await server.runCron();
  await server.stop();
  copyDatabase(databaseFile(state), copy);
});

beforeEach(() => {
  const file = databaseFile(state);
  // What a server had not yet moved into the file would be read on top of the copy.
  for (const beside of ["-wal", "-shm"]) rmSync(`${file}${beside}`, { force: true });
  writeFileSync(file, readFileSync(copy));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rmSync(state, { recursive: true, force: true }));

test("an honest database is intact, beside a running site too", async () => {
  running.push(await start());
  const { code, output } = run("audit.ts", "verify");
  expect(output).toMatch(/^Audit log: intact, 0 entries\.\nConsents: 3 are as written, none is missing\.\n/);
  expect(code).toBe(0);
});

test("consents are found, and not signed, after somebody changed a purpose, a date or the hash of a text", async () => {
  inTheFile(
    "update consents set purpose = 'orders' where sequence = 1",
    "update consents set recorded_at = '2020-01-01T00:00:00.000Z' where sequence = 2",
    `update consents set policy_hash = '${"a".repeat(64)}' where sequence = 3`,
    // The daily check has run today.
    "delete from job_runs",
  );
  const { code, output } = run("audit.ts", "verify");
  for (const reference of references)
    expect(output).toContain(`Consents: ${reference}/support was changed, or was not written here.`);
  expect(code).toBe(1);
  const server = await start();
  running.push(server);
  for (const reference of references) {
    const file = await fetch(`${server.url}/en/sent/${reference}/receipt.json`);
    expect(file.status).toBe(410);
    const page = await (await fetch(`${server.url}/en/sent/${reference}/`)).text();
    expect(page).toContain("was changed after it was written");
    expect(page).not.toContain("as one signed line");
  }
  await server.runCron();
  const kept = (await (await fetch(`${server.url}/en/policy/kept.json`)).json()) as {
    evidence: { id: string; state: string }[];
  };
  expect(kept.evidence.find(({ id }) => id === "records-check")?.state).toBe("fails");
});

test.each([2, 3])("consent %i is missed after somebody deleted it", (sequence) => {
  inTheFile(`delete from consents where sequence = ${sequence}`);
  const { code, output } = run("audit.ts", "verify");
  expect(output).toContain(`Consents: number ${sequence} is missing.`);
  expect(code).toBe(1);
});

test("a site does not start with another key, and says which", async () => {
  const file = join(state, "secrets.json");
  const before = readFileSync(file, "utf8");
  const other = (name: string, from: RegExp) => {
    const secrets = JSON.parse(before) as Record<string, string>;
    const changed = { ...secrets, [name]: secrets[name]?.replace(from, `$1${"x".repeat(42)}A`) };
    writeFileSync(file, JSON.stringify(changed));
  };
  for (const [name, id, script, command] of [
    ["VAULT_KEYS", "k1", "vault.ts", "status"],
    ["VAULT_KEYS", "index", "staff.ts", "list"],
    ["RECORD_KEYS", "r1", "audit.ts", "verify"],
  ] as const) {
    other(name, new RegExp(`(${id}:)[\\w-]{43}`));
    const sentence = `The key "${name} ${id}" is not the one that this database was written with`;
    await expect(start()).rejects.toThrow(sentence);
    const { code, output } = run(script, command);
    expect(output).toContain(sentence);
    expect(code).toBe(1);
  }
  writeFileSync(file, before);
  running.push(await start());
});

test("after a restore, what the copy did not know counts as lost, not as taken out", async () => {
  const server = await start();
  await fillIn(`${server.url}/en/contact/`, answers.contact);
  await eventually(
    async () => run("audit.ts", "verify").output.includes("Consents: 4 are as written") || undefined,
  );
  await server.runCron();
  await server.stop();
  const { code, output } = run("restore.ts", copy);
  expect(output).toContain("Lost since the copy: 1 of the consents.");
  expect(code).toBe(0);
  expect(run("audit.ts", "verify").output).toContain("Consents: 3 are as written, none is missing.");
}, 600_000);
