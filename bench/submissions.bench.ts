import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type LocalServer, startServer } from "../local/server.ts";
import { manyTimes } from "./at-once.ts";
import { cpuOf } from "./cpu.ts";
import { inFront, makeRows } from "./in-front.ts";
import { inTurn, ratio, sumOf } from "./interleaved.ts";
import { overRounds, type Result } from "./result.ts";

const posts = 1500;
const atOnce = 8;
const rounds = 5;
/** How long a turn lasts after its last answer, so that it pays for its mail, in milliseconds. */
const afterwards = 500;

/** What taking a form costs: a filled-in contact form against trivial POSTs of the same body in the same run. */
export default async function* submissions(): AsyncGenerator<Result> {
  const state = mkdtempSync(join(tmpdir(), "kept-bench-"));
  const server = await startServer({
    port: 0,
    state,
    quiet: true,
    inFront,
    vars: { FORMS_PER_NETWORK: "10000000" },
  });
  try {
    await makeRows(server);
    yield* measure(server);
  } finally {
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

async function* measure({ url }: LocalServer): AsyncGenerator<Result> {
  // A page takes a few different submissions and no more, so each has a page of its own, opened before a turn is measured.
  const tickets: string[] = [];
  const openPages = async () => {
    while (tickets.length < 2 * posts) tickets.push(await ticketOf(`${url}/en/contact/`));
  };
  let sent = 0;
  const post = async (path: string, expected: number, headers: Readonly<Record<string, string>> = {}) => {
    sent += 1;
    const answer = await fetch(url + path, {
      method: "POST",
      redirect: "manual",
      headers: { origin: url, ...headers },
      body: bodyOf(path === "/en/contact/" ? (tickets.pop() ?? "") : "ticket", sent),
    });
    await answer.arrayBuffer();
    if (answer.status !== expected) throw new Error(`${path} answered ${answer.status}`);
  };
  const costOfPosts =
    (...asked: Parameters<typeof post>) =>
    () =>
      costOf(() => post(...asked));
  const found = await inTurn(
    {
      nothing: costOfPosts("/nothing", 204),
      row: costOfPosts("/row", 204),
      accepted: costOfPosts("/en/contact/", 303),
      unstored: costOfPosts("/en/contact/", 303, { "bench-no-bindings": "" }),
      batch: costOfPosts("/batch", 204),
      limit: costOfPosts("/limit", 204),
    },
    rounds,
    { before: openPages },
  );
  await openPages();
  const trips = await tripsOf(url, () => post("/en/contact/", 303));
  const costs = (of: keyof typeof found, cost: keyof Cost) =>
    found[of].map((round) => sumOf(round.map((turn) => turn[cost])));
  const aSecond = costs("accepted", "ms").map((ms) => (posts / ms) * 1000);
  yield overRounds("submissions accepted a second", aSecond, "a second");
  for (const [name, cost] of [
    ["time", "ms"],
    ["processor time", "cpu"],
  ] as const) {
    const row = costs("row", cost);
    yield ratio(`${name}, a trivial POST (one row committed) = 1`, costs("accepted", cost), row);
    yield ratio(`${name}, a POST that does nothing = 1`, costs("accepted", cost), costs("nothing", cost));
    yield ratio(`${name} of that trivial POST, a POST that does nothing = 1`, row, costs("nothing", cost));
    yield ratio(`${name} of a form that reaches nothing, a trivial POST = 1`, costs("unstored", cost), row);
    yield ratio(`${name} of the statements alone, a trivial POST = 1`, costs("batch", cost), row);
    yield ratio(`${name} of what limits forms alone, a trivial POST = 1`, costs("limit", cost), row);
  }
  yield { name: "D1 round trips until a submission is answered", value: trips, unit: "trips" };
}

async function ticketOf(page: string): Promise<string> {
  const html = await (await fetch(page)).text();
  return /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
}

interface Cost {
  /** Until the last answer. */
  ms: number;
  /** Seconds of CPU that the runtime used, for what follows too. */
  cpu: number;
}

/** Round trips of one submission while everything else is quiet: what it stores, without the mail that leaves later. */
async function tripsOf(url: string, submit: () => Promise<void>): Promise<number> {
  const read = async () => Number(await (await fetch(`${url}/trips`)).text());
  let before = -1;
  for (let now = await read(); now !== before; now = await read()) {
    before = now;
    await setTimeout(1000);
  }
  await submit();
  return (await read()) - before;
}

async function costOf(post: () => Promise<void>): Promise<Cost> {
  const begun = performance.now();
  let ms = 0;
  const cpu = await cpuOf(async () => {
    await manyTimes(posts, atOnce, post);
    ms = performance.now() - begun;
  }, afterwards);
  return { ms, cpu };
}

function bodyOf(ticket: string, number: number): URLSearchParams {
  return new URLSearchParams({
    ticket,
    name: "Li Wei",
    email: `li.wei.${number}@example.org`,
    phone: "+86 991 555 0123",
    address: "2 Example Road, Urumqi",
    topic: "question",
    message: `Do you ship dried apricots? ${number}`,
    age: "of-age",
    country: "",
    guardian: "",
    consent: "yes",
    newsletter: "",
  });
}
