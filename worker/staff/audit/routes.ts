import { Hono } from "hono";
import { checkAllRecords } from "../../accounts/signatures/all-records.ts";
import { checkLog } from "../../audit/checking.ts";
import type { AuditPage } from "../../audit/entry.ts";
import { notedHeads } from "../../audit/heads.ts";
import { latestEntries } from "../../audit/log.ts";
import { recordKeys } from "../../vault/ring.ts";
import type { AppEnv } from "../../web/app.ts";
import { show } from "../../web/page.ts";
import { auditPage } from "./page.ts";

const entriesOnPage = 50;

/** Checks the log, and the records that prove something. */
async function checkAll(env: Env): Promise<AuditPage["checked"]> {
  const [keys, heads] = await Promise.all([recordKeys(env), notedHeads(env)]);
  return {
    log: await checkLog(env.DB, keys, heads),
    records: await checkAllRecords(env.DB, keys, heads),
  };
}

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
    ...(c.req.query("check") === "yes" ? { checked: await checkAll(c.env) } : {}),
  });
});
