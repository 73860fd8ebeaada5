import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "kept-log-"));
const log = join(folder, "access.log");
const agent =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
const line = `203.0.113.7 - - [01/Oct/2026:12:00:00 +0800] "GET /en/ HTTP/1.1" 200 1 "-" "${agent}"\n`;
writeFileSync(log, `${line.repeat(12)}not a line of a log\n`);
writeFileSync(`${log}.gz`, gzipSync(readFileSync(log)));

afterAll(() => rmSync(folder, { recursive: true }));

const command = (...args: string[]) =>
  spawnSync(process.execPath, ["local/visits.ts", ...args], {
    encoding: "utf8",
    env: { ...process.env, STATE: join(folder, "state") },
  });

describe("somebody who comes from a server log", () => {
  it("adds its counts once, and is told of each line", () => {
    const { stdout } = command("import", log);
    expect(stdout).toContain("13 lines");
    expect(stdout).toContain("12 views, 2026-10-01 to 2026-10-01");
    expect(stdout).toContain("1 refused");
    const again = command("import", `${log}.gz`);
    expect(again.status).toBe(1);
    expect(again.stderr).toMatch(/was imported at .*: nothing was added/);
  });

  it("gets SQL for production with the same counts and no address", () => {
    const out = join(folder, "cells.sql");
    command("import", `${log}.gz`, "--out", out);
    const sql = readFileSync(out, "utf8");
    expect(sql).toContain('"indicator":"page","value":"/en/","views":12,"visits":12');
    expect(sql).not.toContain("203.0.113");
    const database = new DatabaseSync(":memory:");
    database.exec(readFileSync("worker/migrations/0001_schema.sql", "utf8"));
    database.exec(sql);
    expect(() => database.exec(sql), "the same days again").toThrow("NOT NULL");
    database.exec("delete from visit_imports; update visit_cells set rules = '1'");
    expect(() => database.exec(sql), "days that the site counted itself").toThrow("NOT NULL");
    expect(
      database.prepare("select sum(views) as views from visit_cells where indicator = 'page'").get(),
    ).toEqual({
      views: 12,
    });
  });

  it("is told that its days were counted before, and adds another log of them only when it says so", () => {
    const grown = join(folder, "grown.log");
    writeFileSync(grown, line.repeat(20));
    const refused = command("import", grown);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/2026-10-01 to 2026-10-01 .*nothing was added.*--another/s);
    expect(command("import", grown, "--another").stdout).toContain("20 views");
  });

  it("is told that a log is damaged", () => {
    const half = join(folder, "half.gz");
    writeFileSync(half, readFileSync(`${log}.gz`).subarray(0, -20));
    expect(command("import", half, "--out", join(folder, "none.sql")).stderr).toMatch(
      /half\.gz is damaged .*: nothing was added\.\n$/,
    );
  });

  it("is told on Ctrl-C that a log is added whole or not at all", async () => {
    const long = join(folder, "long.log");
    writeFileSync(long, line.repeat(400_000));
    const child = spawn(process.execPath, [
      "local/visits.ts",
      "import",
      long,
      "--out",
      join(folder, "x.sql"),
    ]);
    let said = "";
    child.stderr.on("data", (text: Buffer) => {
      said += String(text);
      child.kill("SIGINT");
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(said).toContain("Stopped: a log is added whole or not at all.");
    expect(code).toBe(130);
    expect(existsSync(join(folder, "x.sql"))).toBe(false);
  });

  it("is told what is missing", () => {
    expect(command("--help").stdout).toContain("Combined Log Format");
    expect(command("import").stderr).toContain("Name one log");
    expect(command("import", join(folder, "none")).stderr).toContain("There is no file");
    expect(command("import", log, "--before", "soon").stderr).toContain("is not a day");
    writeFileSync(join(folder, "words"), "not a log\n");
    expect(command("import", join(folder, "words"), "--out", join(folder, "none.sql")).stderr).toContain(
      "is not in Combined Log Format",
    );
  });
});
