import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../local/build.ts";
import { root } from "../local/environment.ts";
import { startServer } from "../local/server.ts";
import { manyTimes } from "./at-once.ts";
import { cpuOfChildren } from "./cpu.ts";
import { interleaved, ratio } from "./interleaved.ts";
import { overRounds, type Result } from "./result.ts";

const rounds = 5;
const requests = 600;
const crowd = 64;

/** A page that a browser opens from elsewhere, and the same without what a browser says, which is not counted. */
const browser = {
  "sec-fetch-dest": "document",
  "sec-fetch-site": "same-origin",
  "sec-fetch-mode": "navigate",
};

/** What is asked for, and how. */
const kinds = {
  "static asset": { path: "/_astro/page", headers: {} },
  "policy, counted": { path: "/en/policy/", headers: browser },
  "policy, not counted": { path: "/en/policy/", headers: {} },
  "home, counted": { path: "/en/", headers: browser },
  "versions, counted": { path: "/en/policy/versions/", headers: browser },
  feed: { path: "/en/policy/feed.json", headers: {} },
  "contact form, counted": { path: "/en/contact/", headers: browser },
} as const;
type Kind = keyof typeof kinds;

/**
 * What it costs the local runtime to answer with a page: the policy, home, a form, and the very HTML of the policy as a
 * static file that the Worker never sees.
 */
export default async function* pages(): AsyncGenerator<Result> {
  await build();
  const folder = mkdtempSync(join(tmpdir(), "kept-bench-"));
  const dist = join(folder, "dist");
  cpSync(join(root, "dist"), dist, { recursive: true });
  const start = () => startServer({ port: 0, state: join(folder, "state"), quiet: true, dist });
  try {
    const first = await start();
    const html = await (await fetch(`${first.url}/en/policy/`)).text();
    await first.stop();
    writeFileSync(join(dist, "client/_astro/page.html"), html);
    const server = await start();
    try {
      for (const atOnce of [1, crowd]) yield* compared(server.url, atOnce);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function* compared(url: string, atOnce: number): AsyncGenerator<Result> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const costOf =
    ({ path, headers }: (typeof kinds)[Kind]) =>
    async () => {
      const before = cpuOfChildren();
      await manyTimes(requests, atOnce, () => open(agent, url + path, headers));
      return cpuOfChildren() - before;
    };
  const things = Object.fromEntries(
    Object.entries(kinds).map(([kind, one]) => [kind, costOf(one)]),
  ) as Record<Kind, () => Promise<number>>;
  const { "static asset": asset, ...costs } = await interleaved(things, rounds);
  agent.destroy();
  for (const [kind, cost] of Object.entries(costs))
    yield ratio(`CPU of ${kind}, ${atOnce} at once, static asset = 1`, cost, asset);
  const micros = asset.map((seconds) => (seconds / requests) * 1e6);
  yield overRounds(`CPU of the static asset, ${atOnce} at once`, micros, "µs");
}

function open(agent: Agent, url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`));
      answer.on("end", resolve).on("error", reject).resume();
    });
    sent.on("error", reject).end();
  });
}
