import type { ExecutionContext, Handler, MiddlewareHandler } from "hono";
import { HonoBase } from "hono/hono-base";
import type { AppContext, AppEnv } from "./app.ts";
import { FixedRoutes } from "./fixed-routes.ts";

/** Adds what answers a path. */
type Adding = <Path extends string>(path: Path, ...handlers: Handler<AppEnv, Path>[]) => Router;

/**
 * Routes, with as much of Hono's types as this Worker needs. Hono's own remember each path and its answer for clients that
 * we do not have, and half of the compiler's time went into them.
 */
export interface Router {
  get: Adding;
  post: Adding;
  all: Adding;
  use<Path extends string>(path: Path, ...handlers: MiddlewareHandler<AppEnv, Path>[]): Router;
  use(...handlers: MiddlewareHandler<AppEnv>[]): Router;
  route: (path: "/", routes: Router) => Router;
  onError: (handler: (error: Error, c: AppContext) => Response | Promise<Response>) => Router;
  /** Every route, in the order in which they are asked. */
  readonly routes: readonly { method: string; path: string }[];
  fetch: (request: Request, env: Env, context: ExecutionContext) => Response | Promise<Response>;
}

/** No routes yet: `router().get("/", (c) => …)`. */
export function router(): Router {
  return new HonoBase<AppEnv>({ router: new FixedRoutes() }) as unknown as Router;
}
