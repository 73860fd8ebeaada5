import { Agent } from "node:http";
import { manyTimes } from "./at-once.ts";
import { cpuOf } from "./cpu.ts";
import { interleaved, ratio } from "./interleaved.ts";
import { byBrowser, openPage } from "./opening.ts";
import { overRounds, type Result } from "./result.ts";
import { siteWithStaticPage, staticPage } from "./static-page.ts";

const rounds = 5;
const requests = 400;
/** How many times a round asks for each. */
const turns = 8;
/** How long a turn lasts after its last answer, so that it pays for the counting that follows, in milliseconds. */
const afterwards = 50;
const crowd = 64;

/** What is asked for, and how. */
const kinds = {
  "static asset": { path: staticPage, headers: {} },
  "policy, counted": { path: "/en/policy/", headers: byBrowser },
  "policy, not counted": { path: "/en/policy/", headers: {} },
  "home, counted": { path: "/en/", headers: byBrowser },
  "versions, counted": { path: "/en/policy/versions/", headers: byBrowser },
  feed: { path: "/en/policy/feed.json", headers: {} },
  "contact form, counted": { path: "/en/contact/", headers: byBrowser },
} as const;
type Kind = keyof typeof kinds;

/**
 * What it costs the local runtime to answer with a page: the policy, home, a form, and the very HTML of the policy as a
 * static file that the Worker never sees.
 */
export default async function* pages(): AsyncGenerator<Result> {
  await using site = await siteWithStaticPage();
  for (const atOnce of [1, crowd]) yield* compared(site.url, atOnce);
}

async function* compared(url: string, atOnce: number): AsyncGenerator<Result> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const costOf =
    ({ path, headers }: (typeof kinds)[Kind]) =>
    () =>
      cpuOf(() => manyTimes(requests, atOnce, () => openPage(agent, url + path, headers)), afterwards);
  const things = Object.fromEntries(
    Object.entries(kinds).map(([kind, one]) => [kind, costOf(one)]),
  ) as Record<Kind, () => Promise<number>>;
  const { "static asset": asset, ...costs } = await interleaved(things, rounds, turns);
  agent.destroy();
  for (const [kind, cost] of Object.entries(costs))
    yield ratio(`CPU of ${kind}, ${atOnce} at once, static asset = 1`, cost, asset);
  const micros = asset.map((seconds) => (seconds / (requests * turns)) * 1e6);
  yield overRounds(`CPU of the static asset, ${atOnce} at once`, micros, "µs");
}
