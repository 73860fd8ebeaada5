import type { Context } from "hono";
import organization from "../../content/organization.yaml";
import type { ValueKey } from "./provided.ts";

/** Hono's types for this Worker: its bindings, and what is provided for a request under typed keys. */
export interface AppEnv {
  Bindings: Env;
  Variables: Record<ValueKey, unknown>;
}

export type AppContext = Context<AppEnv>;

/** The path parameter for a language the site has, for a route's path. */
export const lang = `:lang{${organization.languages.join("|")}}`;
