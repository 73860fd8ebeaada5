import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countLog } from "../../local/log-import.ts";
import type { Result } from "../result.ts";
import { chrome, seeded } from "./sample.ts";

const lines = 700_000;

/** How fast one core reads a server log, and how fast GoAccess, where installed, reads the same one. */
export async function* importSpeed(): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), "kept-bench-"));
  try {
    const file = join(folder, "access.log");
    writeFileSync(file, logOf(lines));
    const ours = await secondsOf(() => countLog(file, undefined, false));
    yield { name: "lines of a server log read", value: lines / ours, unit: "a second" };
    if (!isInstalled("goaccess")) return;
    const theirs = await secondsOf(() => readWithGoAccess(file, folder));
    yield { name: "lines of the same log read by GoAccess", value: lines / theirs, unit: "a second" };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The best of three times, because other work on the machine only makes it slower. */
async function secondsOf(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    const start = performance.now();
    await work();
    times.push((performance.now() - start) / 1000);
  }
  return Math.min(...times);
}

function isInstalled(command: string): boolean {
  return spawnSync(command, ["--version"]).error === undefined;
}

/** One core for GoAccess too. Newer versions take more. */
function readWithGoAccess(file: string, folder: string): void {
  const options = ["--log-format=COMBINED", "--no-global-config", "--no-progress"];
  const command = ["-c", "0", "goaccess", file, ...options, "-o", join(folder, "report.json")];
  const { status, stderr } = spawnSync("taskset", command, { encoding: "utf8" });
  if (status !== 0) throw new Error(`goaccess failed: ${stderr}`);
}

/** A log of a month with many people's versions, referrers, pages, files and robots. */
function logOf(count: number): string {
  const random = seeded(3);
  const pages = [
    "/en/",
    "/en/policy/",
    "/en/contact/",
    "/_astro/a.css",
    "/favicon.svg",
    "/wp-login.php",
    "/x",
  ];
  const written: string[] = [];
  for (let line = 0; line < count; line += 1) {
    const seconds = Math.floor((line / count) * 86_400);
    const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
    const day = String(1 + Math.floor(random() * 28)).padStart(2, "0");
    const page = pages[Math.floor(random() * pages.length)];
    const agent =
      random() < 0.2
        ? "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
        : chrome.replace("139.0.0.0", `${120 + Math.floor(random() * 20)}.0.${Math.floor(random() * 300)}.0`);
    const from = random() < 0.5 ? "-" : `https://www.search.example/?q=${line}`;
    written.push(
      `203.0.113.7 - - [${day}/Oct/2026:${clock} +0800] "GET ${page} HTTP/1.1" 200 5120 "${from}" "${agent}"\n`,
    );
  }
  return written.join("");
}
