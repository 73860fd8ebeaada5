import type { LocalServer } from "../local/server.ts";

/**
 * Answers `/nothing` after reading the body, `/row` after storing one row of it, `/batch` after storing once more, under
 * another reference, what the last accepted form stored, and `/limit` after taking what that form takes. Counts D1 calls,
 * and leaves everything else to the built Worker; what asks for no bindings gets some that do nothing.
 */
export const inFront = `
import worker from "./entry.mjs";
export * from "./entry.mjs";
let trips = 0;
let stored = [];
const counted = (db) => ({
  prepare: (sql) => statement(db.prepare(sql), sql),
  batch: (statements) => {
    trips++;
    if (statements.some(({ sql }) => sql.includes("insert into submissions"))) stored = statements;
    return db.batch(statements.map(({ real }) => real));
  },
});
const statement = (real, sql, values = []) => ({
  real,
  sql,
  values,
  bind: (...bound) => statement(real.bind(...bound), sql, bound),
  first: (...columns) => (trips++, real.first(...columns)),
  run: () => (trips++, real.run()),
  all: () => (trips++, real.all()),
});
const idleStatement = { bind: () => idleStatement, run: async () => idleResult, all: async () => idleResult, first: async () => null };
const idleResult = { results: [], meta: { changes: 0 } };
const idleObject = { getByName: () => new Proxy({}, { get: () => async () => undefined }) };
const idle = { DB: { prepare: () => idleStatement, batch: async () => [] }, LIMITS: idleObject, HEADS: idleObject, VISITS: idleObject, SENT: idleObject };
const own = new Set(["/nothing", "/row", "/batch", "/limit"]);
const shares = () => ["form/198.51.100", "ticket/" + crypto.randomUUID()].map((key) => ({ key, cost: 1, max: 10000000, refillMs: 600000 }));
// No row but one has its reference, which ids begin with, or the hash of its link.
const again = (db) => {
  const other = crypto.randomUUID().replaceAll("-", "").toUpperCase();
  const changed = (value) => typeof value === "string"
    ? value.replaceAll(/([A-Z])-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g, (_, letter) => letter + "-" + other.slice(0, 4) + "-" + other.slice(4, 8) + "-" + other.slice(8, 12))
    : value;
  return stored.map(({ sql, values }) => db.prepare(sql).bind(...values.map((value, place) =>
    sql.includes("insert into submissions") && place === 8 ? other : changed(value))));
};
export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === "/trips") return new Response(String(trips));
    const bindings = request.headers.has("bench-no-bindings") ? idle : { DB: counted(env.DB) };
    if (!own.has(pathname)) return worker.fetch(request, { ...env, ...bindings, MAIL: { send: async () => ({}) } }, { ...context,
      waitUntil: (promise) => context.waitUntil(promise), passThroughOnException() {} });
    const body = await request.text();
    if (pathname === "/row") await env.DB.prepare("insert into bench_rows (body) values (?1)").bind(body).run();
    if (pathname === "/batch") {
      const results = await env.DB.batch(again(env.DB));
      // The words beside a box are there already.
      if (results.filter(({ meta }) => meta.changes > 0).length < stored.length - 1) throw new Error("nothing new was stored");
    }
    if (pathname === "/limit") await env.LIMITS.getByName("all").take(shares(), crypto.randomUUID(), Date.now());
    return new Response(null, { status: 204 });
  },
  scheduled: worker.scheduled,
};`;

/** Makes the table of those rows. */
export async function makeRows(server: LocalServer): Promise<void> {
  await server.db.prepare("create table bench_rows (id integer primary key, body text)").run();
}
