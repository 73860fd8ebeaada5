import { Hono } from "hono";
import { roles } from "../auth/schema.ts";
import { only } from "../sessions/guard.ts";
import { type AppEnv, lang } from "../web/app.ts";
import { showPage } from "../web/page.ts";

/** Everything below a person's account: closed to all who are not signed in. */
export const accountRoutes = new Hono<AppEnv>()
  .use(`/${lang}/account/*`, only(...roles))
  .get(`/${lang}/account/`, (c) => showPage(c));
