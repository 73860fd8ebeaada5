import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium as playwright } from "playwright-core";

/** Where systems keep a Chromium. */
const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Only the pages under test: no calls home, no updates, no graphics card. */
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-gpu",
  "--disable-sync",
  "--metrics-recording-only",
  "--no-first-run",
  "--no-pings",
];

/**
 * Starts a headless Chromium: the one that `CHROMIUM` names, else an installed one, else the one from npm
 * (`CHROMIUM=npm` forces that).
 */
export async function launchChromium(): Promise<Browser> {
  const found = process.env.CHROMIUM ?? installed.find((path) => existsSync(path)) ?? "npm";
  const { executablePath, env } =
    found === "npm" ? await chromiumFromNpm() : { executablePath: found, env: {} };
  // Chromium cannot sandbox itself as root, and most containers run as root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return playwright.launch({ executablePath, args: [...quiet, ...sandbox], env: { ...process.env, ...env } });
}

/**
 * Unpacks `@sparticuz/chromium` once, with the libraries that a slim system lacks (libnss3 and others). Its own
 * `executablePath()` takes a half-unpacked file for a whole one and leaves out the libraries outside AWS Lambda, and
 * its `args` turn web security off, so we use neither.
 */
async function chromiumFromNpm(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const packed = join(createRequire(import.meta.url).resolve("@sparticuz/chromium"), "../..");
  const { version } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8")) as { version: string };
  const cache = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const unpacked = mkdtempSync(join(cache, "unpacking-"));
    await unpack(join(packed, "bin"), unpacked);
    moveUnlessThere(unpacked, folder);
  }
  const env: Record<string, string> = { LD_LIBRARY_PATH: join(folder, "al2023/lib") };
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_PATH = join(folder, "fonts");
  return { executablePath: join(folder, "chromium"), env };
}

async function unpack(from: string, to: string): Promise<void> {
  const { inflate } = await import("@sparticuz/chromium");
  // The package unpacks to the temporary folder, wherever that is.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = to;
  try {
    const archives = ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];
    await Promise.all(archives.map((archive) => inflate(join(from, archive))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** Another process may have unpacked the same meanwhile; its folder is just as good. */
function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    rmSync(from, { recursive: true });
    if (!existsSync(to)) throw error;
  }
}
