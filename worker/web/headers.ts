import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app.ts";
import { inlinedSheets } from "./first-sight.ts";
import { providedIfAny } from "./provided.ts";
import { contentSecurityPolicy, securityHeaders } from "./security-headers.ts";

/**
 * Sets the security headers on every answer, errors included, and keeps answers out of caches unless a route says
 * otherwise.
 */
export const secured: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(securityHeaders)) c.res.headers.set(name, value);
  const sheets = providedIfAny(c, inlinedSheets) ?? [];
  if (sheets.length > 0) c.res.headers.set("content-security-policy", contentSecurityPolicy(sheets));
  if (!c.res.headers.has("cache-control") || c.res.status >= 400)
    c.res.headers.set("cache-control", "no-store");
};
