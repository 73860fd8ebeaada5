import type { MiddlewareHandler } from "hono";
import organization from "../../../content/organization.yaml";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { daysAfter } from "../../web/days.ts";
import { logFailure } from "../../web/log.ts";
import { provide, provided, providedIfAny, requestValue } from "../../web/provided.ts";
import type { RunReport } from "../../web/run-report.ts";
import { cellsOf, mergeCells } from "./cells.ts";
import type { Cell, Outcome, Tally } from "./counts.ts";
import { shardsSince } from "./daily-cells.ts";
import { isPagePath } from "./pages.ts";

/** How long a view waits for others before they go to the counter together. */
const gatherMs = 20;

/** After this long the request that was to hand views over is taken for dead, and the next one does it. */
const givenUpMs = 1000;

/** How many days to look after a shard that `VISIT_SHARDS` no longer names. */
const leftDays = 1;

/** How often a failed call is repeated. A repeat counts once. */
const tries = 3;

/** What became of the form that this request is about. */
const outcomeOfForm = requestValue<Outcome>("outcome");

/** What this request adds to the counts if it is answered with this status. */
const addedCells = requestValue<{ status: number; cells: Cell[] }>("added");

/** Counts the pages that the Worker answers. Looks at nothing of a request before its page is on its way. */
export const countViews: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const { method } = c.req.raw;
  const isPage = method === "GET" && isPageAnswer(c);
  const isSent = method === "POST" && providedIfAny(c, outcomeOfForm) !== undefined;
  if (!isPage && !isSent) return;
  waiting.push(whatIsAdded(c, c.res.status));
  // Await nothing that another request began: its promise must not outlive it, and no page waits.
  if (gathersSince !== undefined && Date.now() - gathersSince < givenUpMs) return;
  gathersSince = Date.now();
  c.executionCtx.waitUntil(handOver(c.env));
};

/** The cells this request adds one to when answered with a status; the same each time. */
export function addedBy(c: AppContext, status: number): Cell[] {
  const cells = whatIsAdded(c, status)();
  provide(c, addedCells, { status, cells });
  return cells;
}

/** Counts what became of a form, together with its request and under the same rules. */
export function countOutcome(c: AppContext, form: string, outcome: Outcome["outcome"]): void {
  provide(c, outcomeOfForm, { form, outcome });
}

/** Wakes every shard whose alarm was lost, including shards in use until recently. */
export async function wakeCounters(env: Env, report: RunReport): Promise<void> {
  const since = daysAfter(now(env), -leftDays);
  const shards = new Set(await shardsSince(env.DB, since));
  for (let shard = 0; shard < Number(env.VISIT_SHARDS); shard += 1) shards.add(shard);
  const wake = async (shard: number) => {
    if (await env.VISITS.getByName(String(shard)).wake()) report.add("shards with counts", 1);
  };
  await Promise.all([...shards].map((shard) => report.alone("visits: waking a shard", () => wake(shard))));
}

/** Whether the answer is a page, or a 304 for one, which names no type. */
function isPageAnswer(c: AppContext): boolean {
  if (c.res.status === 304) return isPagePath(c.req.path);
  return c.res.headers.get("content-type")?.startsWith("text/html") ?? false;
}

/** Works out later what a request adds, from what is known now. Only then are headers read. */
function whatIsAdded(c: AppContext, status: number): () => Cell[] {
  const known = providedIfAny(c, addedCells);
  if (known?.status === status) return () => known.cells;
  const [request, policy, outcome, at] = [
    c.req.raw,
    provided(c, policyInForce),
    providedIfAny(c, outcomeOfForm),
    now(c.env),
  ];
  return () =>
    cellsOf(
      {
        method: request.method,
        url: new URL(request.url),
        headers: request.headers,
        country: request.cf?.country as string | undefined,
        status,
        signals: policy.commitments.signals,
        outcome,
      },
      at,
      {
        languages: organization.languages,
        versions: dates,
        inForce: policy.date,
        timeZone: organization.timeZone,
      },
    );
}

const dates = versions.map(({ date }) => date);

/** What requests to this isolate add until one of them hands it over, and since when that one has been gathering. */
const waiting: (() => Cell[])[] = [];

let gathersSince: number | undefined;

async function handOver(env: Env): Promise<void> {
  await scheduler.wait(gatherMs);
  const gathered = waiting.splice(0);
  gathersSince = undefined;
  const views = gathered.map((added) => added()).filter(({ length }) => length > 0);
  if (views.length === 0) return;
  await hand(env, { call: crypto.randomUUID(), requests: views.length, cells: mergeCells(views.flat()) });
}

async function hand(env: Env, tally: Tally): Promise<void> {
  const shard = String(Math.floor(Math.random() * Number(env.VISIT_SHARDS)));
  for (let attempt = 1; ; attempt += 1) {
    try {
      await env.VISITS.getByName(shard).record(tally);
      return;
    } catch (error) {
      if (attempt < tries) continue;
      logFailure("visits: views were not counted", { count: tally.requests }, error);
      return;
    }
  }
}
