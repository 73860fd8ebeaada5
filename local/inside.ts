import { randomBytes } from "node:crypto";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Miniflare as Runtime, V4WorkerOptions } from "miniflare";
import { d1Over } from "./d1/statement.ts";

/** What this machine asks of workerd beside the pages. */
export interface Inside {
  /** A Worker beside the site's. */
  worker: V4WorkerOptions;
  /** The Worker's database. */
  db: (runtime: Runtime) => D1Database;
  /** Runs the site's scheduled handler. */
  runCron: (runtime: Runtime, cron: string, at: Date) => Promise<void>;
}

/**
 * Reaches into workerd with a request. Miniflare's own way is a thread for each site that is asked for every word of a
 * statement, which Node waits for.
 */
export function insideWorkerd({ d1Databases = {} }: Pick<V4WorkerOptions, "d1Databases">): Inside {
  // Whoever finds workerd's port on this machine can ask, too.
  const key = randomBytes(32).toString("base64url");
  const ask = async (runtime: Runtime, words: object): Promise<unknown> => {
    // Where something has blocked Node, it learns only now which connections workerd has closed meanwhile.
    await setTimeout(0);
    await setImmediate();
    const answer = await runtime.dispatchFetch("http://inside/", {
      method: "POST",
      headers: { "MF-Route-Override": "inside", authorization: key },
      body: JSON.stringify(words),
    });
    if (answer.ok) return answer.json();
    throw new Error(await answer.text());
  };
  return {
    worker: {
      name: "inside",
      compatibilityDate: "2026-10-01",
      compatibilityFlags: ["service_binding_extra_handlers"],
      modules: true,
      script,
      bindings: { KEY: key },
      d1Databases,
      serviceBindings: { SITE: "site" },
      unsafeRegisterWorker: false,
    },
    db: (runtime) =>
      d1Over(async (statements) => {
        const asked = statements.map(({ sql, values }) => ({ sql, values }));
        return (await ask(runtime, { statements: asked })) as D1Result[];
      }),
    runCron: async (runtime, cron, at) => {
      await ask(runtime, { cron, at });
    },
  };
}

const script = `export default {
  async fetch(request, { KEY, DB, SITE }) {
    if (request.headers.get("authorization") !== KEY) return new Response("Who asks?", { status: 403 });
    const { statements, cron, at } = await request.json();
    try {
      if (cron) return Response.json(await SITE.scheduled({ cron, scheduledTime: new Date(at) }));
      return Response.json(await DB.batch(statements.map(({ sql, values }) => DB.prepare(sql).bind(...values))));
    } catch (error) {
      return new Response(error.message, { status: 500 });
    }
  },
};`;
