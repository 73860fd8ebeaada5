import type { MiddlewareHandler } from "hono";
import organization from "../../content/organization.yaml";
import type { AppEnv } from "../web/app.ts";
import { now } from "../web/clock.ts";
import { cellsOf } from "./core.ts";
import type { Tally } from "./schema.ts";

/** How often a call that failed is made again; the same call counts once. */
const tries = 3;

/** Counts the pages that the Worker answers, after each is on its way. */
export const countViews: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const isPage = c.res.headers.get("content-type")?.startsWith("text/html");
  if (c.req.raw.method !== "GET" || !isPage) return;
  const cells = cellsOf(
    {
      url: new URL(c.req.url),
      headers: c.req.raw.headers,
      country: c.req.raw.cf?.country as string | undefined,
      status: c.res.status,
      signals: c.get("policy").commitments.signals,
    },
    now(c.env),
    organization.timeZone,
  );
  c.executionCtx.waitUntil(hand(c.env, { call: crypto.randomUUID(), cells }));
};

async function hand(env: Env, tally: Tally): Promise<void> {
  const shard = String(Math.floor(Math.random() * Number(env.VISIT_SHARDS)));
  for (let attempt = 1; ; attempt += 1) {
    try {
      await env.VISITS.getByName(shard).record(tally);
      return;
    } catch (error) {
      if (attempt < tries) continue;
      console.error("visits: a view was not counted", { error: String(error) });
      return;
    }
  }
}

/** Wakes every shard whose alarm was lost, so that nothing stays behind. */
export async function wakeCounters(env: Env): Promise<void> {
  const shards = Array.from({ length: Number(env.VISIT_SHARDS) }, (_, shard) =>
    env.VISITS.getByName(String(shard)),
  );
  await Promise.all(shards.map((shard) => shard.wake()));
}
