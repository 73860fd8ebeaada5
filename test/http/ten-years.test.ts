import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../../local/build.ts";
import { type LocalServer, startServer } from "../../local/server.ts";
import { cheapN } from "../fixtures/cheap-hash.ts";
import { message } from "../fixtures/contact.ts";
import { firstVersion } from "../fixtures/content.ts";
import { laterLogKey } from "../fixtures/log-key.ts";
import { retiredKey } from "../fixtures/receipt-key.ts";
import { fillIn, referenceOf } from "./site.ts";

const state = mkdtempSync(join(tmpdir(), "ten-years-"));
const folder = mkdtempSync(join(tmpdir(), "drawer-"));
let server: LocalServer;

/** Starts the site of this state, with other secrets where they were rotated. */
async function start(vars: Record<string, string> = {}): Promise<void> {
  const all = { FORMS_PER_NETWORK: "100000", SCRYPT_N: cheapN, ...vars };
  server = await startServer({ port: 0, state, quiet: true, cronsByHand: true, vars: all });
}

const keep = async (path: string, name: string) => {
  const answer = await fetch(`${server.url}${path}`);
  expect(answer.status).toBe(200);
  writeFileSync(join(folder, name), await answer.text());
};

/** Runs the program in that folder, on a machine without a network whose clock is ten years ahead. */
const checkLater = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["--import", "./later.mjs", "check-log.mjs", ...args], {
    cwd: folder,
    encoding: "utf8",
  });

const later = `
import { Socket } from "node:net";
const [Today, years] = [Date, 10 * 365.25 * 24 * 60 * 60_000];
globalThis.Date = class extends Today {
  constructor(...args) { super(...(args.length === 0 ? [Today.now() + years] : args)); }
  static now() { return Today.now() + years; }
};
globalThis.fetch = Socket.prototype.connect = () => { throw new Error("there is no network"); };
process.on("exit", () => console.error("in", new Date().getFullYear()));
`;

beforeAll(async () => {
  await build();
  await start();
});

afterAll(async () => {
  await server.stop();
  for (const path of [state, folder]) rmSync(path, { recursive: true, force: true });
});

test("a receipt without proofs says so until the log has its text and its key", async () => {
  const reference = referenceOf(await fillIn(`${server.url}/en/contact/`, message));
  const receipt = await (await fetch(`${server.url}/en/sent/${reference}/receipt.json`)).json();
  expect(receipt.log).toEqual({ standing: "pending", keys: [], witnesses: [], proofs: [] });
  await server.runCron();
  await keep(`/en/sent/${reference}/receipt.json`, "receipt.json");
  await keep("/check-log.mjs", "check-log.mjs");
  await keep(`/en/policy/${firstVersion.date}/policy.md`, "policy.md");
  await keep(`/en/policy/${firstVersion.date}/policy.tlog-proof`, "policy.tlog-proof");
  await keep("/log/key", "key");
  await keep(`/en/sent/${reference}/receipt.svg`, "code.svg");
  writeFileSync(join(folder, "later.mjs"), later);
});

test("the log that proves it holds no consent, and nothing of whoever gave it", async () => {
  const file = JSON.parse(readFileSync(join(folder, "receipt.json"), "utf8"));
  const size = /\n(\d+)\n/.exec(await (await fetch(`${server.url}/log/checkpoint`)).text())?.[1];
  const entries = await (await fetch(`${server.url}/log/tile/entries/000.p/${size}`)).text();
  const [{ id, labelSha256, words, recordedAt }] = file.receipt.events;
  for (const own of [file.receipt.sub, file.sha256, id, labelSha256, words, recordedAt, message.email])
    expect(entries).not.toContain(own);
});

test("the page of a version, and of a clause on a day, offers the proof of its text", async () => {
  for (const path of ["/en/policy/", `/en/policy/${firstVersion.date}/`, "/ru/policy/at/2026-11-25/"]) {
    const page = await (await fetch(`${server.url}${path}`)).text();
    const [link = "", address = ""] = / <a href="([^"]*policy\.tlog-proof)"[^>]*>[^<]+<\/a>/.exec(page) ?? [];
    expect(Buffer.byteLength(link), path).toBeLessThan(300);
    const answer = await fetch(`${server.url}${address}`);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await answer.text()).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra \S+\nindex \d\n/);
  }
  for (const date of ["2026-11-23", "2020-01-01"])
    expect((await fetch(`${server.url}/en/policy/${date}/policy.tlog-proof`)).status).toBe(404);
});

test("proves ten years later, with the site gone and its keys replaced, what somebody agreed to", async () => {
  await server.stop();
  await start({ RECEIPT_KEY: JSON.stringify(retiredKey), LOG_KEY: JSON.stringify(laterLogKey) });
  const file = JSON.parse(readFileSync(join(folder, "receipt.json"), "utf8"));
  const { keys } = await (await fetch(`${server.url}/.well-known/receipt-keys.json`)).json();
  const { kid } = JSON.parse(Buffer.from(file.jws.split(".")[0], "base64url").toString());
  expect(keys.map((key: { kid: string }) => key.kid)).not.toContain(kid);
  const [key = ""] = readFileSync(join(folder, "key"), "utf8").split("\n");
  expect(await (await fetch(`${server.url}/log/key`)).text()).not.toContain(key);
  await server.stop();
  rmSync(state, { recursive: true, force: true });
  expect(existsSync(state)).toBe(false);

  const beside = ["--text", "policy.md", "--code", file.code, "--key", key];
  const { status, stdout, stderr } = checkLater("receipt", "receipt.json", ...beside);
  expect(stderr.trim()).toBe(`in ${new Date(Date.now() + 10 * 365.25 * 86_400_000).getFullYear()}`);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Genuine/);
  expect(stdout).toContain("The key that signed the log is the one that you know.");
  expect(stdout).toContain("The text of the policy that you gave is the one that it names.");
  expect(stdout).toContain("UNWITNESSED");
  const [{ words, labelSha256 }] = file.receipt.events;
  expect(stdout).toContain(JSON.stringify(words));
  expect(createHash("sha256").update(words).digest("hex")).toBe(labelSha256);

  const proof = ["proof", "policy.tlog-proof", "--text", "policy.md", "--key", key];
  const text = checkLater(...proof);
  expect(text.status).toBe(0);
  expect(text.stdout).toMatch(/^Proved: entry \d+ of the log localhost:\d+\/log, when it had \d+ entries/);
  expect(text.stdout).toContain("The text that you gave is the one that it names.");
  expect(checkLater(...proof.slice(0, 4))).toMatchObject({ status: 1, stdout: "" });

  writeFileSync(join(folder, "policy.md"), "We may do what we like.");
  expect(checkLater("receipt", "receipt.json", "--text", "policy.md")).toMatchObject({
    status: 1,
    stdout: "",
  });
  expect(checkLater(...proof)).toMatchObject({ status: 1, stdout: "" });
});
