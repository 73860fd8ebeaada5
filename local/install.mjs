// node local/install.mjs [script] [arguments] Installs what package-lock.json names unless it is installed already, and
// runs the script on the Node installed with it. Plain JavaScript, because this file runs on whatever Node the machine
// has. The shell does not run the script (`… && node script`): a shell that has found the machine's node once does not
// look again.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

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
    // Another copy of this folder may share the file through a hard link.
    rmSync(stamp, { force: true });
    writeFileSync(stamp, wanted);
  } catch (error) {
    fail(`Cannot write to node_modules (${error.code}): give yourself permission to write there.`);
  }
}

compileTexts();

// Puts the script's arguments where it expects them.
process.argv.splice(1, 1);
const [, script] = process.argv;
if (script !== undefined) {
  process.argv[1] = resolve(script);
  endWithNpm();
  await runScript(script);
}

/** Whether somebody else's `npm ci` or `npm install` has already installed what the lockfile names. */
function isInstalled(text) {
  const hidden = readOr(join(modules, ".package-lock.json"));
  if (hidden === undefined || !existsSync(join(modules, ".bin", "node"))) return false;
  const there = JSON.parse(hidden).packages;
  return Object.entries(JSON.parse(text).packages).every(([path, named]) => {
    if (path === "") return true;
    return there[path] ? there[path].integrity === named.integrity : named.optional === true;
  });
}

/** Compiles content/texts when a text is newer than its compiled form, which the scripts that follow import. */
function compileTexts() {
  const compiled = join(root, "worker/texts/compiled/all.ts");
  const folder = join(root, "content/texts");
  const texts = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  const sources = [join(root, "content/organization.yaml"), join(root, "editor/texts"), folder, ...texts];
  const newest = Math.max(...sources.map((file) => statSync(file).mtimeMs));
  if (existsSync(compiled) && statSync(compiled).mtimeMs >= newest) return;
  const writer = join(root, "editor/texts/write.ts");
  const { status } = spawnSync(join(modules, ".bin", "node"), [writer], { stdio: ["ignore", 2, 2] });
  // With the previously compiled texts a command can still run, and report what is wrong with the new ones.
  if (status !== 0 && !existsSync(compiled))
    fail("The texts could not be compiled: correct what is named above.");
}

function install() {
  console.log("Installing packages (once, about a minute)…");
  const [command, ...first] = npm();
  // Not `npm ci`: it refuses a lockfile without the binaries that some tools have for other platforms, and npm leaves
  // those out where a registry does not offer them. This installs the locked versions too, and saves nothing.
  const args = [...first, "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  const { error, status } = spawnSync(command, args, {
    cwd: root,
    // npm writes to stderr, so that a command's own output stays clean.
    stdio: ["ignore", 2, 2],
    env: { ...process.env, PATH: pathOfTheMachine() },
    shell: process.platform === "win32" && first.length === 0,
  });
  if (error?.code === "ENOENT") fail("npm was not found: install Node 20 or later together with npm.");
  if (error) fail(`npm could not be started (${error.code}).`);
  if (status !== 0)
    fail("Installing packages failed: what npm says above names the reason; then run this again.");
}

/** The npm that runs this, on the Node that runs it. The one in node_modules may be replaced meanwhile. */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const isNpm = script !== undefined && /npm-cli\.c?js$/.test(script);
  return isNpm && node !== undefined && !node.startsWith(modules) ? [node, script] : ["npm"];
}

function pathOfTheMachine() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.filter((folder) => !folder.startsWith(modules)).join(delimiter);
}

async function runScript(script) {
  if (major >= 24) {
    await import(pathToFileURL(resolve(script)).href);
    return;
  }
  const node = join(modules, ".bin", "node");
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit", shell: process.platform === "win32" });
  // The terminal sends Ctrl-C to the child too; other signals are passed on. The child ends first, then this process.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    fail(`The installed Node could not be started (${error.code}): delete node_modules.`),
  );
  child.on("exit", (code) => process.exit(code ?? 1));
}

/** A signal to npm ends only npm and its shell. Whoever is left without them gets the signal from here. */
function endWithNpm() {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 500).unref();
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
