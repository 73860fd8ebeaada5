import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../web/app.ts";
import { logFailure } from "../web/log.ts";
import type { NotedHead } from "./head-rows.ts";

/** Notes the last record of each kind after every request that can have added one. */
export const notesHeads: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (c.req.method === "POST" || c.req.path.startsWith("/staff/"))
    c.executionCtx.waitUntil(
      noteHeads(c.env).catch((error: unknown) =>
        logFailure("records: their last numbers were not noted", {}, error),
      ),
    );
};

/** Lets the list outside of the database look at what is in it. */
export async function noteHeads(env: Env): Promise<void> {
  await env.HEADS.getByName("heads").look();
}

/** Every head that was noted outside of the database. */
export async function notedHeads(env: Env): Promise<NotedHead[]> {
  return env.HEADS.getByName("heads").all();
}
