import { Hono } from "hono";
import { checkLog } from "../../audit/checking.ts";
import { latestEntries } from "../../audit/log.ts";
import type { AppEnv } from "../../web/app.ts";
import { show } from "../../web/page.ts";
import { auditPage } from "./page.ts";

const entriesOnPage = 50;

/** The log for the owner, and a check of the whole chain on request. */
export const auditRoutes = new Hono<AppEnv>().get("/staff/audit/", async (c) => {
  const asked = c.req.query("page") ?? "";
  const page = /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1;
  const reading = latestEntries(c.env.DB, (page - 1) * entriesOnPage, entriesOnPage + 1);
  const found = await reading;
  return show(c, auditPage, {
    entries: found.slice(0, entriesOnPage),
    page,
    hasMore: found.length > entriesOnPage,
    ...(c.req.query("check") === "yes" ? { checked: await checkLog(c.env.DB) } : {}),
  });
});
