import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mailboxFile } from "../../local/mailbox.ts";
import { freePort } from "../../local/port.ts";
import { command as started } from "./command.ts";

const state = mkdtempSync(join(tmpdir(), "commands-"));
afterAll(() => rmSync(state, { recursive: true, force: true }));

describe("npm start", () => {
  it("serves until it is told to stop, and ends well then", async () => {
    const port = await freePort(0);
    const { child, output } = command("start.ts", ["--at", "2027-03-02"], { PORT: String(port) });
    await expect.poll(output).toContain("Stop with Ctrl-C.");
    expect(output()).toContain(`http://localhost:${port}/en/contact/`);
    expect(output()).toContain("The site's clock started at 2027-03-02");
    expect((await fetch(`http://localhost:${port}/en/`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await codeOf(child)).toBe(0);
  });

  it("leaves nothing behind when it is killed", async () => {
    const port = await freePort(0);
    const { child, output } = command("start.ts", [], { PORT: String(port) });
    await expect.poll(output).toContain("Stop with Ctrl-C.");
    const workerd = Number(readFileSync(join(state, "workerd.pid"), "utf8"));
    expect(runs(workerd)).toBe(true);
    child.kill("SIGKILL");
    await codeOf(child);
    await expect.poll(() => runs(workerd)).toBe(false);
    expect(await freePort(port)).toBe(port);
  });

  it.each([
    [1, { PORT: "http" }, [], 'PORT is "http", which is not a port: give a number from 1 to 65535.'],
    [1, { PORT: "70000" }, [], 'PORT is "70000", which is not a port: give a number from 1 to 65535.'],
    [2, {}, ["--on", "x"], "Unknown option '--on': see npm run start -- --help."],
    [2, {}, ["x"], "Unexpected argument 'x': see npm run start -- --help."],
    [1, {}, ["--at", "soon"], '--at is "soon", which is not a date: write 2027-03-02 or 2027-03-02T12:00.'],
    [1, { STATE: "/dev/null/x" }, [], "Cannot write the state to /dev/null/x (a file is in its place)"],
  ])("ends with %i and one sentence on what is wrong with %j %j", async (expected, env, args, sentence) => {
    const { child, output } = command("start.ts", args, { PORT: String(await freePort(0)), ...env });
    expect(await codeOf(child)).toBe(expected);
    expect(output().trim().split("\n")).toEqual([expect.stringContaining(sentence)]);
  });
});

describe("npm run mail", () => {
  it("says that there is none, and prints nothing as JSON", async () => {
    expect(await outputOf("mail.ts", [])).toBe("No mail has been sent yet.\n");
    expect(await outputOf("mail.ts", ["--json"])).toBe("");
  });

  it("shows mail to read without what a terminal would obey, and as lines of JSON", async () => {
    const mail = {
      at: "2026-12-01T10:00:00.000Z",
      to: "li.wei@example.org",
      subject: "We have your message",
      text: "Thank \u001b[2Jyou.\n谢谢",
      html: "",
      headers: {},
    };
    writeFileSync(mailboxFile(state), `${JSON.stringify(mail)}\n`);
    expect(await outputOf("mail.ts", [])).toBe(
      "2026-12-01 10:00:00 UTC\nTo: li.wei@example.org\nSubject: We have your message\n\n  Thank [2Jyou.\n  谢谢\n",
    );
    expect(JSON.parse(await outputOf("mail.ts", ["--json"]))).toEqual(mail);
  });
});

function command(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return started(script, args, { STATE: state, ...env });
}

async function outputOf(script: string, args: readonly string[]): Promise<string> {
  const { child, output } = command(script, args);
  await codeOf(child);
  return output();
}

async function codeOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  return child.exitCode;
}

/** Whether a process runs. One that has ended but whose parent has not noticed does not. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
