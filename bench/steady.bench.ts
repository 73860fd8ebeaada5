import { Agent } from "node:http";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "../local/miniflare.ts";
import { memoryOfChildren } from "./memory.ts";
import { byBrowser, openPage } from "./opening.ts";
import type { Result } from "./result.ts";
import { siteWithStaticPage, staticPage } from "./static-page.ts";

/** How long each is asked; `STEADY_SECONDS=600` for ten minutes. */
const seconds = Number(process.env.STEADY_SECONDS ?? 60);
const atOnce = 64;

/** A site that is asked without a pause, by 64 at once. */
interface Asked extends AsyncDisposable {
  url: string;
  headers: Readonly<Record<string, string>>;
}

const asked: Readonly<Record<string, () => Promise<Asked>>> = {
  "policy, counted": async () => at(await siteWithStaticPage(), "/en/policy/", byBrowser),
  "policy as a static file": async () => at(await siteWithStaticPage(), staticPage, {}),
  "a Worker of two lines": () => bareWorker(twoLines),
  "the same behind a folder of files": () => bareWorker(twoLines, { assets: anyFiles }),
  "the same with an answer that its storage leads to": () => bareWorker(storedAnswer),
};

/**
 * Whether answers come evenly, and whether memory ends growing: the policy page, the same page as a static file, and a
 * Worker with none of our code that answers with as many bytes, alone, behind files, and storing what it answers, which
 * shows what the local runtime does by itself (docs/decisions/0127).
 */
export default async function* steady(): AsyncGenerator<Result> {
  for (const [name, start] of Object.entries(asked)) {
    await using site = await start();
    yield* figuresOf(name, await askWithoutPause(site));
  }
}

function at(site: AsyncDisposable & { url: string }, path: string, headers: Asked["headers"]): Asked {
  return { url: site.url + path, headers, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

/** Files that nobody asks for: with them the local runtime passes every answer through one more Worker, as with ours. */
const anyFiles = {
  directory: import.meta.dirname,
  binding: "ASSETS",
  routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
  assetConfig: {},
};

const twoLines = `const bytes = new Uint8Array(50_000);
export default { fetch: () => new Response(bytes) };`;

/** None of its answers is ever freed. */
const storedAnswer = `import { AsyncLocalStorage } from "node:async_hooks";
const storage = new AsyncLocalStorage();
const bytes = new Uint8Array(50_000);
export default {
  fetch() {
    const store = {};
    return storage.run(store, async () => (store.answer = new Response(bytes)));
  },
};`;

async function bareWorker(script: string, files: { assets?: typeof anyFiles } = {}): Promise<Asked> {
  const quiet = { log: new Log(LogLevel.NONE), cf: {} };
  const where = { host: "127.0.0.1", port: 0, compatibilityDate: "2026-10-01" };
  const flags = { compatibilityFlags: ["nodejs_compat"] };
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      name: "bare",
      modules: true,
      script,
      ...flags,
      ...files,
      ...where,
      ...quiet,
    }),
  );
  return { url: String(await runtime.ready), headers: {}, [Symbol.asyncDispose]: () => runtime.dispose() };
}

interface Seen {
  /** Milliseconds that each answer took. */
  took: number[];
  /** The longest time in which nobody got an answer, in milliseconds. */
  stall: number;
  /** Megabytes, second by second. */
  memory: number[];
}

async function askWithoutPause({ url, headers }: Asked): Promise<Seen> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const seen: Seen = { took: [], stall: 0, memory: [] };
  const sampling = setInterval(() => seen.memory.push(memoryOfChildren()), 1000);
  const end = performance.now() + seconds * 1000;
  let last = performance.now();
  const ask = async () => {
    while (performance.now() < end) {
      const began = performance.now();
      await openPage(agent, url, headers);
      const now = performance.now();
      seen.took.push(now - began);
      seen.stall = Math.max(seen.stall, now - last);
      last = now;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  clearInterval(sampling);
  agent.destroy();
  return seen;
}

function* figuresOf(name: string, { took, stall, memory }: Seen): Iterable<Result> {
  const sorted = Float64Array.from(took).sort();
  const part = (of: number) => sorted[Math.floor(sorted.length * of)] ?? Number.NaN;
  const of = `steady, ${name}`;
  yield { name: `${of}: answers`, value: took.length / seconds, unit: "a second" };
  yield { name: `${of}: p50`, value: part(0.5), unit: "ms" };
  yield { name: `${of}: p99, p50 = 1`, value: part(0.99) / part(0.5), unit: "times" };
  yield { name: `${of}: longest time without an answer`, value: stall, unit: "ms" };
  const fifth = memory[Math.floor(memory.length / 5)] ?? Number.NaN;
  const end = memory.at(-1) ?? Number.NaN;
  yield { name: `${of}: memory at the end`, value: end, unit: "MB" };
  yield {
    name: `${of}: memory, after a fifth of the time = 1`,
    value: end / fifth,
    unit: "times",
  };
}
