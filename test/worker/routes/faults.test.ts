import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { settled } from "../../workerd/afterwards.ts";
import { emptied } from "../../workerd/emptying.ts";
import { ticketFor } from "../client.ts";
import { lastShown } from "../site.ts";
import type { Errand } from "./errand.ts";
import { errandsOf, goOn } from "./errands.ts";
import { allTables } from "./growing.ts";
import { makeThings } from "./things.ts";
import { type Gate, watchedBindings } from "./watched.ts";

const faults = ["before", "after", "never"] as const;
type Fault = (typeof faults)[number];

/** Whether every call of a route fails once, as in `npm run trial -- long`, or one call for each fault. */
const eachCall = env.FAULTS === "each";

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
  const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
  const row = await env.DB.prepare(`select ${counts.join(", ")}`).first<Record<string, number>>();
  return new Map(Object.entries(row ?? {}));
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

/**
 * Goes on an errand again and again, while its calls fail one after the other, and then while none does.
 * @param tried which call fails and how; one that is never made ends it
 */
async function insist(errand: Errand, tried: Iterable<readonly [call: number, Fault]>): Promise<Response> {
  const ticket = errand.form ? await ticketFor(env, errand.form) : undefined;
  for (const [call, fault] of tried) {
    Object.assign(failing, { call, fault });
    calls.length = 0;
    const answer = await goOn(errand, bindings, ticket);
    failing.call = 0;
    if (calls.length < call) return answer;
    const status = goesOn.test(errand.route) ? 200 : 503;
    expect([errand.route, personalLines(errand)]).toEqual([errand.route, []]);
    expect([errand.route, fault, call, answer.status]).toEqual([errand.route, fault, call, status]);
    expect([errand.route, lostOf(errand)]).toEqual([errand.route, []]);
  }
  return goOn(errand, bindings, ticket);
}

/** Every call. One more than usual may be made for what an earlier fault left to do. */
function* everyCall(fault: Fault): Iterable<readonly [number, Fault]> {
  for (let call = 1; call <= 30; call += 1) yield [call, fault];
}

/** One call for each fault, of as many as the route usually makes: others for the next route. */
function someCalls(place: number): (readonly [number, Fault])[] {
  const made = usual[place]?.calls ?? 0;
  if (made === 0) return [];
  return faults.map((fault, which) => [
    1 + ((place + Math.floor((which * made) / faults.length)) % made),
    fault,
  ]);
}

/** What an errand did: its calls of bindings, and the rows that it added to each table. */
interface Done {
  calls: number;
  added: Map<string, number>;
}

/** Goes on every errand. */
async function walk(go: (errand: Errand, place: number) => Promise<unknown>): Promise<Done[]> {
  const errands = errandsOf(await makeThings());
  await settled();
  const done: Done[] = [];
  let before = await countRows();
  for (const [place, errand] of errands.entries()) {
    calls.length = 0;
    await go(errand, place);
    const made = calls.length;
    const after = await countRows();
    const added = new Map([...after].map(([table, rows]) => [table, rows - (before.get(table) ?? 0)]));
    done.push({ calls: made, added });
    before = after;
  }
  return done;
}

let usual: Done[];
let tables: readonly string[];
beforeAll(async () => {
  await emptied();
  tables = await allTables();
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

const ways: [string, (place: number) => Iterable<readonly [number, Fault]>][] = eachCall
  ? faults.map((fault) => [`${fault} its work, at every call`, () => everyCall(fault)])
  : [["before, after and never its work, at one call each", someCalls]];

describe.each(ways)("while a binding fails %s", (_, triedAt) => {
  it("every route says so, and has done its work once when it is asked again", {
    timeout: 600_000,
  }, async () => {
    const routes: string[] = [];
    const done = await walk(async (errand, place) => {
      routes.push(errand.route);
      const { status } = await insist(errand, triedAt(place));
      expect([errand.route, status < 500]).toEqual([errand.route, true]);
    });
    const wrong = routes.flatMap((route, place) =>
      [...(done[place]?.added ?? [])].flatMap(([table, rows]) => {
        const expected = usual[place]?.added.get(table) ?? 0;
        return rows === expected || movedLater.test(table) || anew[table]?.test(route)
          ? []
          : [{ route, table, expected, rows }];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
