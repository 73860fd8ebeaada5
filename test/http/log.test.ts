import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownSite } from "./site.ts";

const site = ownSite({ cronsByHand: true });

/** Runs a program beside the site, which has to answer it meanwhile. */
async function run(command: string, args: readonly string[], cwd: string) {
  const child = spawn(command, args, { cwd, env: { ...process.env, site: site.url } });
  const said = { out: "", err: "" };
  child.stdout.on("data", (part: Buffer) => (said.out += String(part)));
  child.stderr.on("data", (part: Buffer) => (said.err += String(part)));
  const status = await new Promise((resolve) => child.on("close", resolve));
  return { status, ...said };
}

/** An empty folder of somebody who has nothing of this project. */
const elsewhere = () => mkdtempSync(join(site.state, "elsewhere-"));

test("a stranger downloads one file and checks the whole log with it, and again a day later", async () => {
  await site.server.runCron();
  const folder = elsewhere();
  writeFileSync(join(folder, "check-log.mjs"), await (await fetch(`${site.url}/check-log.mjs`)).text());
  writeFileSync(join(folder, "checkpoint.txt"), await (await fetch(`${site.url}/log/checkpoint`)).text());
  const first = await run(process.execPath, ["check-log.mjs", "verify", site.url], folder);
  expect(first).toMatchObject({ status: 0, err: "" });
  expect(first.out).toContain("The site publishes each of them as it was logged, and none that was not.");
  const again = ["check-log.mjs", "verify", site.url, "--since", "checkpoint.txt"];
  expect((await run(process.execPath, again, folder)).out).toContain(
    "It goes on from the checkpoint that you kept",
  );
  const kept = readFileSync(join(folder, "checkpoint.txt"), "utf8");
  writeFileSync(join(folder, "checkpoint.txt"), kept.replace(/\n\d+\n/, "\n1\n"));
  expect(await run(process.execPath, again, folder)).toMatchObject({
    status: 1,
    err: expect.stringContaining(
      "NOT INTACT: the checkpoint that you kept is not signed by a key of this log",
    ),
  });
  const ask = (...args: string[]) => run(process.execPath, ["check-log.mjs", ...args], folder);
  expect(await ask("verify")).toMatchObject({ status: 2 });
  expect(await ask("receipt", "no-such-file.json")).toMatchObject({
    status: 2,
    err: expect.stringContaining("Not checked: "),
  });
  expect(await ask("--help")).toMatchObject({
    status: 0,
    out: expect.stringContaining("check-log.mjs proof"),
  });
});

test("the same is checked with the tools of any machine, as docs/log.md says", async () => {
  await site.server.runCron();
  const [, commands = ""] = /```sh\n(site=.*?)```/s.exec(readFileSync("docs/log.md", "utf8")) ?? [];
  const script = commands.replace(/^site=.*\n/, "set -e\n");
  const { status, out } = await run("bash", ["-c", script], elsewhere());
  expect(status).toBe(0);
  expect(out.trim().split("\n")).toEqual([
    "Signature Verified Successfully",
    "the tree is the one that was signed",
    "entry 4 is the one in the tree",
  ]);
});
