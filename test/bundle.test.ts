import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { budgetOf } from "../bench/budgets.ts";
import { organization } from "../editor/organization.ts";
import { build } from "../local/build.ts";
import { textsIn } from "../worker/texts/texts.ts";

beforeAll(() => build());

const server = "dist/server";
const entry = () => join(server, JSON.parse(readFileSync(join(server, "wrangler.json"), "utf8")).main);

/** What accounts need and no page view or form does: the engine, its packages, and password hashing. */
const engine =
  /better-auth|@better-|better-call|@noble|jose|worker\/accounts\/engine\/(?:engine|hashing)\.ts/;

const atOnce = /(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+)["'`]/g;
const whenAsked = /\bimport\(\s*["'`](\.[^"'`]+)["'`]\s*\)/g;

it("loads nothing of the engine of accounts for a page or a form, and has it when somebody signs in", () => {
  const atStart = loadedWith(entry());
  expect(atStart.size).toBeGreaterThan(3);
  expect(sourcesOf(atStart).filter((source) => engine.test(source))).toEqual([]);
  const later = [...atStart].flatMap((file) => importsOf(file, whenAsked));
  const reached = later.reduce((loaded, file) => loadedWith(file, loaded), new Set<string>());
  const own = sourcesOf(reached);
  for (const name of [
    "worker/accounts/engine/engine.ts",
    "engine/hashing.ts",
    "better-auth/dist/plugins/two-factor",
  ])
    expect(own.filter((source) => source.includes(name)).length, name).toBeGreaterThan(0);
});

it("makes nothing of Node’s when it starts but what follows a request", () => {
  const code = [...loadedWith(entry())].map((file) => readFileSync(file, "utf8"));
  const named = code.flatMap((text) => [...text.matchAll(/\b(?:from|import) ?["'`](node:[\w/]+)/g)]);
  expect(new Set(named.map(([, name]) => name))).toEqual(new Set(["node:async_hooks"]));
  // Words in texts and properties of that name apart.
  const asks = /typeof process\b|globalThis\.process\b|(?<![.\w$])process\.(?!getBuiltinModule\()\w+/g;
  expect(code.flatMap((text) => text.match(asks) ?? [])).toEqual([]);
});

it("starts with a few modules, and has a small one for each page besides those of its group", () => {
  expect(loadedWith(entry()).size).toBeLessThanOrEqual(10);
  const large = globSync("**/*.mjs", { cwd: server }).filter(
    (file) => readFileSync(join(server, file)).length > 500,
  );
  expect(large.length).toBeLessThanOrEqual(25);
});

it("has no more than its budget", () => {
  const modules = globSync("**/*.mjs", { cwd: server }).map((file) => readFileSync(join(server, file)));
  const { max } = budgetOf("Worker, compressed");
  expect(gzipSync(Buffer.concat(modules)).length / 1024).toBeLessThanOrEqual(max ?? 0);
});

it("has no texts but what stands around a page: the others are in one file of the site", () => {
  // Where a text has a space that ends no line, a module may name it by its number.
  const modules = globSync("**/*.mjs", { cwd: server }).map((file) =>
    readFileSync(join(server, file), "utf8").replaceAll("\\xA0", "\u00A0"),
  );
  const [file = "", ...more] = globSync("dist/client/_astro/texts.*.json");
  expect(more).toEqual([]);
  const texts = readFileSync(file, "utf8");
  for (const language of organization.languages) {
    const { accessibility, problems } = textsIn(language);
    expect(modules.filter((module) => module.includes(problems[503].title))).toHaveLength(1);
    expect(modules.filter((module) => module.includes(accessibility.lead))).toEqual([]);
    expect(texts).toContain(accessibility.lead);
  }
});

it("has no parser of texts: they are read when the site is built", () => {
  const files = new Set(globSync("**/*.mjs", { cwd: server }).map((file) => join(server, file)));
  const own = sourcesOf(files);
  expect(own.filter((source) => source.includes("worker/policy/versions/")).length).toBeGreaterThan(0);
  expect(own.filter((source) => /satteri|\.wasm|\.node$/.test(source))).toEqual([]);
});

it("allows nothing that only a page under development may do", () => {
  const files = globSync("**/*.{mjs,js,html,json}", { cwd: "dist" }).map((file) => join("dist", file));
  expect(files).toContain(entry());
  const loose = files.filter((file) =>
    /(?:style|script)-src [^;]*unsafe-inline|@vite\/client|\/live\//.test(readFileSync(file, "utf8")),
  );
  expect(loose).toEqual([]);
});

/** Every file that is loaded before a file's first line runs. */
function loadedWith(file: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  for (const next of importsOf(file, atOnce)) loadedWith(next, loaded);
  return loaded;
}

function importsOf(file: string, pattern: RegExp): string[] {
  const named = [...readFileSync(file, "utf8").matchAll(pattern)].map(([, path = ""]) => path);
  return named.map((path) => join(dirname(file), path)).filter(existsSync);
}

/** The modules in some files of the build, according to their source maps. */
function sourcesOf(files: ReadonlySet<string>): string[] {
  return [...files]
    .map((file) => `${file}.map`)
    .filter(existsSync)
    .flatMap((map) => (JSON.parse(readFileSync(map, "utf8")) as { sources: string[] }).sources);
}
