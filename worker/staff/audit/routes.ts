import { Hono } from "hono";
import { checkEntries } from "../../audit/chain.ts";
import type { CheckedLog } from "../../audit/entry.ts";
import { entriesAfter, latestEntries } from "../../audit/log.ts";
import type { AppEnv } from "../../web/app.ts";
import { show } from "../../web/page.ts";
import { auditPage } from "./page.ts";

const entriesOnPage = 50;

/** How many entries a check of the log reads at once. */
const maxAtOnce = 1000;

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
    ...(c.req.query("check") === "yes" ? { checked: await checkLog(c.env) } : {}),
  });
});

async function checkLog(env: Env): Promise<CheckedLog> {
  let checked: CheckedLog = { entries: 0, tip: "" };
  for (;;) {
    const next = await entriesAfter(env.DB, checked.entries, maxAtOnce);
    checked = await checkEntries(checked, next);
    if (checked.brokenAt !== undefined || next.length < maxAtOnce) return checked;
  }
}
