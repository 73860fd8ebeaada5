import type { Context } from "hono";
import organization from "../../content/organization.yaml";
import type { Values } from "./provided.ts";

/** Hono's types for this Worker: its bindings, and what a request provides under typed keys. */
export interface AppEnv {
  Bindings: Env;
  Variables: { values: Values };
}

export type AppContext = Context<AppEnv>;

/** The path parameter of routes below a language that the site has. */
export const lang = `:lang{${organization.languages.join("|")}}`;
