import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app.ts";
import { securityHeaders } from "./security-headers.ts";

/**
 * Sets the security headers on every answer, errors included, and keeps answers out of caches unless a route says
 * otherwise.
 */
export const secured: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(securityHeaders)) c.res.headers.set(name, value);
  if (!c.res.headers.has("cache-control") || c.res.status >= 400)
    c.res.headers.set("cache-control", "no-store");
};
