import type { Context } from "hono";
import organization from "../../content/organization.yaml";
import type { Shown } from "../page-data.ts";

/** Hono's types for this Worker: its bindings, and what routes leave for pages. */
export interface AppEnv {
  Bindings: Env;
  Variables: Shown;
}

export type AppContext = Context<AppEnv>;

/** The path parameter for a language the site has, for a route's path. */
export const lang = `:lang{${organization.languages.join("|")}}`;
