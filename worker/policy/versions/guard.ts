import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { provide } from "../../web/provided.ts";
import { beforeFirst } from "./before-first.ts";
import { versionInForce } from "./history.ts";
import { policyInForce, requestedAt } from "./in-force.ts";
import { versions } from "./lock.ts";

/** Leaves the version in force and the time on the context, for every route and page. Without a version few are open. */
export const withPolicyInForce: MiddlewareHandler<AppEnv> = async (c, next) => {
  const at = now(c.env);
  const policy = versionInForce(versions, at);
  if (!policy) return beforeFirst.fetch(asFromHere(c.req.raw), c.env, c.executionCtx);
  provide(c, policyInForce, policy);
  provide(c, requestedAt, at);
  return next();
};

/** The same request as if a page of ours had led to it: hashes of styles within a page would not reach our headers. */
function asFromHere(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set("sec-fetch-site", "same-origin");
  return new Request(request, { headers });
}
