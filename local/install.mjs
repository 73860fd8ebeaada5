// Installs what package-lock.json names, when it is not installed yet. Plain JavaScript, because it runs on the
// Node that the machine has; what follows it runs on the Node that it installs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const stamp = join(modules, ".installed");

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20)
  fail(`This needs Node 20 or later, and this is Node ${process.versions.node}: see https://nodejs.org.`);

const lockfile = readOrFail(join(root, "package-lock.json"));
const wanted = createHash("sha256").update(lockfile).digest("hex");
if (readOr(stamp) !== wanted) {
  if (!isInstalled(lockfile)) install();
  try {
    // Another copy of this folder may share the file by a hard link.
    rmSync(stamp, { force: true });
    writeFileSync(stamp, wanted);
  } catch (error) {
    fail(`Cannot write to node_modules (${error.code}): give yourself permission to write there.`);
  }
}

/** Whether somebody else's `npm ci` or `npm install` has already put there what the lockfile names. */
function isInstalled(text) {
  const hidden = readOr(join(modules, ".package-lock.json"));
  if (hidden === undefined || !existsSync(join(modules, ".bin", "node"))) return false;
  const there = JSON.parse(hidden).packages;
  return Object.entries(JSON.parse(text).packages).every(([path, named]) => {
    if (path === "") return true;
    return there[path] ? there[path].integrity === named.integrity : named.optional === true;
  });
}

function install() {
  console.log("Installing packages (once, about a minute)…");
  const [command, ...first] = npm();
  // Not `npm ci`: it refuses a lockfile without the binaries that some tools have for other platforms, and npm
  // leaves those out where a registry does not offer them. This takes the locked versions too, and saves nothing.
  const args = [...first, "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  const { error, status } = spawnSync(command, args, {
    cwd: root,
    // npm goes to stderr, so that what a command prints stays clean.
    stdio: ["ignore", 2, 2],
    env: { ...process.env, PATH: pathOfTheMachine() },
    shell: process.platform === "win32" && first.length === 0,
  });
  if (error?.code === "ENOENT") fail("npm was not found: install Node 20 or later together with npm.");
  if (error) fail(`npm could not be started (${error.code}).`);
  if (status !== 0)
    fail("Installing packages failed: what npm says above names the reason; then run this again.");
}

/** The npm that runs this, on the Node that runs it; node_modules, where another Node may lie, is replaced. */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const isNpm = script !== undefined && /npm-cli\.c?js$/.test(script);
  return isNpm && node !== undefined && !node.startsWith(modules) ? [node, script] : ["npm"];
}

function pathOfTheMachine() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.filter((folder) => !folder.startsWith(modules)).join(delimiter);
}

function readOr(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function readOrFail(file) {
  return readOr(file) ?? fail("package-lock.json cannot be read: restore it with git.");
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
