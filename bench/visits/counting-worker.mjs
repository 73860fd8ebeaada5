// What the bench and the kill harness run: an empty answer, and the same answer counted by the site's own code.
import { Hono } from "hono";
import { policyInForce } from "../../worker/policy/versions/in-force.ts";
import { versions } from "../../worker/policy/versions/lock.ts";
import { countViews, wakeCounters } from "../../worker/visits/counting/recording.ts";
import { provide } from "../../worker/web/provided.ts";
import { RunReport } from "../../worker/web/run-report.ts";

// biome-ignore lint/performance/noBarrelFile: the runtime looks for Durable Objects among this file's exports.
export { VisitCounter } from "../../worker/visits/counting/visit-counter.ts";

const page = `<!doctype html><title>Page</title>${"<p>A clause of the policy, as long as clauses are.</p>".repeat(200)}`;
const empty = () => new Response(null, { status: 204, headers: { "content-type": "text/html" } });
const full = () => new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });

const withPolicy = async (c, next) => {
  provide(c, policyInForce, versions[0]);
  await next();
};

/** How many views the counter has taken from this isolate. */
let handedOver = 0;

/** The same counters, which add up what they have taken. */
const watched = (env) => {
  const getByName = (name) => {
    const counter = env.VISITS.getByName(name);
    const record = async (tally) => {
      await counter.record(tally);
      handedOver += tally.requests;
    };
    return { record };
  };
  return { ...env, VISITS: { getByName } };
};

const app = new Hono()
  .get("/uncounted/empty/", empty)
  .get("/uncounted/", full)
  .use(withPolicy, countViews)
  .get("/en/policy/", empty)
  .get("/en/", full);

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === "/204/") return new Response(null, { status: 204 });
    if (pathname === "/record/") {
      // Answers once the counter has accepted, so that the harness knows what was accepted.
      const tally = await request.json();
      await env.VISITS.getByName("0").record(tally);
      return new Response(null, { status: 204 });
    }
    if (pathname === "/held/") {
      // What the cron does, and whether anything still has to move to D1.
      await wakeCounters(env, new RunReport());
      return Response.json(await env.VISITS.getByName("0").wake());
    }
    if (pathname === "/handed-over/") return Response.json(handedOver);
    return app.fetch(request, watched(env), ctx);
  },
};
