import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { settled } from "../../workerd/afterwards.ts";
import { begunAnew, emptied } from "../../workerd/emptying.ts";
import { ticketFor } from "../client.ts";
import { lastShown } from "../site.ts";
import type { Errand } from "./errand.ts";
import { errandsOf, goOn } from "./errands.ts";
import { allTables } from "./growing.ts";
import { makeThings } from "./things.ts";
import { type Gate, watchedBindings } from "./watched.ts";

type Fault = "before" | "after" | "never";

/** What a repeat may add once more: the first answer was lost, and with it what it handed out. */
const anew: Readonly<Record<string, RegExp>> = {
  sessions: /sign-in|sign-out|verify|invitation|security/,
  sign_ins: /sign-in|verify|invitation/,
  verifications: /sign-in|forgot|two-factor/,
  used_verifications: /sign-in|verify|security|invitation|reset/,
  sign_in_failures: /sign-in/,
  audit_entries: /^(?:GET|POST) \/staff/,
  outbox: /sign-in|forgot|verify|password|reset/,
  statistics_notes: /statistics/,
  // Its session has ended, so what was sent is kept for its owner.
  drafts: /\/account\//,
};

/** The counter moves what it holds whenever it likes, not when a route is asked. */
const movedLater = /^visit_(?:cells|shards)$/;

/** Pages that say what they could not read or leave it out, and show the rest. */
const goesOn = /^GET \/en\/(?:$|policy\/kept)/;

/** What an error may quote of somebody, and the log may not. */
const quoted = '"Zhang Wei" of zhang.wei@example.org, 1 Harbour Street, token aB3-'.padEnd(120, "x9_");

/** Whether the call with this number fails, and how. */
const failing = { call: 0, fault: "before" as Fault };

const gate: Gate = async (call, work) => {
  if (call !== failing.call) return work();
  if (failing.fault === "before") throw new Error(`broken before: ${quoted}`);
  if (failing.fault === "never") {
    impatient();
    return new Promise(() => undefined);
  }
  await work();
  throw new SyntaxError(`broken after: ${quoted}`);
};

/** The deadline of this one call is at once: what asks reads it right after. */
function impatient(): void {
  const patience = env.PATIENCE_MS;
  Reflect.set(env, "PATIENCE_MS", "1");
  queueMicrotask(() => Reflect.set(env, "PATIENCE_MS", patience));
}

const { calls, bindings } = watchedBindings(gate);

/** How many rows each table has. */
async function countRows(): Promise<Map<string, number>> {
  const tables = await allTables();
  const counts = await env.DB.batch<{ n: number }>(
    tables.map((table) => env.DB.prepare(`select count(*) as n from ${table}`)),
  );
  return new Map(tables.map((table, place) => [table, counts[place]?.results[0]?.n ?? 0]));
}

/** What was typed into a form and is not on the page that came back. Passwords, codes and ticks never are. */
function lostOf({ form, fields = {} }: Errand): string[] {
  if (!form) return [];
  const shown = lastShown();
  return Object.entries(fields)
    .filter(([name, value]) => !/password|current|code/.test(name) && value !== "yes")
    .filter(([, value]) => !shown.includes(JSON.stringify(value).slice(1, -1)))
    .map(([name]) => name);
}

/** Lines that were logged and are no JSON with an event, or say something of a person: what was typed or thrown. */
function personalLines({ fields = {} }: Errand): string[] {
  const typed = Object.values(fields).filter((value) => value.length > 4);
  const lines = logged.splice(0);
  return lines.filter((line) => {
    const { event } = JSON.parse(line) as { event?: string };
    return !event || /Zhang|Harbour|@|aB3-/.test(line) || typed.some((value) => line.includes(value));
  });
}

/** Goes on an errand again and again, while one call after the other fails, until none is left to fail. */
async function insist(errand: Errand, fault: Fault): Promise<{ failures: number; status: number }> {
  const ticket = errand.form ? await ticketFor(env, errand.form) : undefined;
  failing.fault = fault;
  for (let failures = 0; failures < 30; failures += 1) {
    failing.call = failures + 1;
    calls.length = 0;
    const answer = await goOn(errand, bindings, ticket);
    const hasFailed = calls.length > failures;
    failing.call = 0;
    if (!hasFailed) return { failures, status: answer.status };
    const status = goesOn.test(errand.route) ? 200 : 503;
    expect([errand.route, personalLines(errand)]).toEqual([errand.route, []]);
    expect([errand.route, fault, failures, answer.status]).toEqual([errand.route, fault, failures, status]);
    expect([errand.route, lostOf(errand)]).toEqual([errand.route, []]);
  }
  throw new Error(`${errand.route} never worked`);
}

/** Goes on every errand. Gives the rows that each adds to each table. */
async function walk(go: (errand: Errand) => Promise<unknown>): Promise<Map<string, number>[]> {
  const errands = errandsOf(await makeThings());
  await settled();
  const added: Map<string, number>[] = [];
  let before = await countRows();
  for (const errand of errands) {
    await go(errand);
    const after = await countRows();
    added.push(new Map([...after].map(([table, rows]) => [table, rows - (before.get(table) ?? 0)])));
    before = after;
  }
  return added;
}

let usual: Map<string, number>[];
beforeAll(async () => {
  await begunAnew();
  usual = await walk((errand) => goOn(errand, bindings));
  await settled();
  await emptied();
});

// Every fault is logged, and here there are hundreds.
const logged: string[] = [];
beforeEach(() => {
  for (const level of ["error", "warn", "log"] as const)
    vi.spyOn(console, level).mockImplementation((...said) => {
      logged.push(said.join(" "));
    });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe.each<Fault>(["before", "after", "never"])("while a binding fails %s its work", (fault) => {
  it("every route says so, and has done its work once when it is asked again", {
    timeout: 600_000,
  }, async () => {
    const routes: string[] = [];
    const added = await walk(async (errand) => {
      routes.push(errand.route);
      expect([errand.route, (await insist(errand, fault)).status < 500]).toEqual([errand.route, true]);
    });
    const wrong = routes.flatMap((route, place) =>
      [...(added[place] ?? [])].flatMap(([table, rows]) => {
        const expected = usual[place]?.get(table) ?? 0;
        return rows === expected || movedLater.test(table) || anew[table]?.test(route)
          ? []
          : [{ route, table, expected, rows }];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
