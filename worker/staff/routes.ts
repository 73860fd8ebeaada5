import { Hono } from "hono";
import { linkUsed } from "../auth/form-pages.ts";
import { staffRoles } from "../auth/schema.ts";
import { only } from "../sessions/guard.ts";
import { type AppEnv, lang } from "../web/app.ts";
import { showPage } from "../web/page.ts";
import { joiningPage } from "./joining.ts";

/**
 * Closes everything below /staff to all but staff with a second factor. Mounted before every route there; a route
 * for some roles only adds `only(…)` of its own.
 */
export const staffGuard = new Hono<AppEnv>().use("/staff/*", only(...staffRoles));

export const staffRoutes = new Hono<AppEnv>()
  .get("/staff/", (c) => showPage(c))
  .route("/", joiningPage)
  .get(`/${lang}/invitation/*`, linkUsed);
