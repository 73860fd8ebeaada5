import type { LocalServer } from "../local/server.ts";

/**
 * Answers `/nothing` after reading the body and `/row` after storing one row of it, counts D1 calls, and leaves
 * everything else to the built Worker.
 */
export const inFront = `
import worker from "./entry.mjs";
export * from "./entry.mjs";
let trips = 0;
const counted = (db) => ({
  prepare: (sql) => statement(db.prepare(sql)),
  batch: (statements) => (trips++, db.batch(statements.map(({ real }) => real))),
});
const statement = (real) => ({
  real,
  bind: (...values) => statement(real.bind(...values)),
  first: (...columns) => (trips++, real.first(...columns)),
  run: () => (trips++, real.run()),
  all: () => (trips++, real.all()),
});
export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === "/trips") return new Response(String(trips));
    if (pathname !== "/nothing" && pathname !== "/row") return worker.fetch(request, { ...env, DB: counted(env.DB), MAIL: { send: async () => ({}) } }, { ...context,
      waitUntil: (promise) => context.waitUntil(promise), passThroughOnException() {} });
    const body = await request.text();
    if (pathname === "/row") await env.DB.prepare("insert into bench_rows (body) values (?1)").bind(body).run();
    return new Response(null, { status: 204 });
  },
  scheduled: worker.scheduled,
};`;

/** Makes the table of those rows. */
export async function makeRows(server: LocalServer): Promise<void> {
  await server.db.prepare("create table bench_rows (id integer primary key, body text)").run();
}
