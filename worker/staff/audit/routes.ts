import organization from "../../../content/organization.yaml";
import { checkAllRecords } from "../../accounts/signatures/all-records.ts";
import type { AuditPage, AuditQuery } from "../../audit/entry.ts";
import { notedHeads } from "../../audit/heads.ts";
import { entriesIn, selectEntries } from "../../audit/log.ts";
import { checkLogAndDays } from "../../audit/logged-days.ts";
import { keyRing, recordKeys } from "../../vault/ring.ts";
import { addDays, startOfDay } from "../../web/days.ts";
import { show } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { namesIn, selectNames } from "../members/names.ts";
import { auditPage } from "./page.ts";
import { readAuditQuery } from "./query.ts";
import { selectSubjects, subjectsIn } from "./subjects.ts";

const entriesOnPage = 50;

/** Checks the log, and the records that prove something. */
async function checkAll(env: Env): Promise<AuditPage["checked"]> {
  const [records, ring, heads] = await Promise.all([recordKeys(env), keyRing(env), notedHeads(env)]);
  return {
    log: await checkLogAndDays(env.DB, { records, ring }, heads),
    records: await checkAllRecords(env.DB, records, heads),
  };
}

/** The log for the owner, by person, action, subject and time, and a check of the whole chain on request. */
export const auditRoutes = router().get("/staff/audit/", async (c) => {
  const { DB: db } = c.env;
  const query = readAuditQuery(c.req.query());
  const [read, selected] = await db.batch([
    selectEntries(db, query, instantsOf(query), entriesOnPage + 1),
    selectNames(db),
  ]);
  const found = entriesIn(read);
  const entries = found.slice(0, entriesOnPage);
  const subjects = await db.batch(
    selectSubjects(
      db,
      entries.map(({ subject }) => subject),
    ),
  );
  const { names } = await namesIn(selected, await keyRing(c.env));
  return show(c, auditPage, {
    entries,
    query,
    names,
    subjects: subjectsIn(subjects),
    hasMore: found.length > entriesOnPage,
    ...(c.req.query("check") === "yes" ? { checked: await checkAll(c.env) } : {}),
  });
});

/** Days of the organization as instants: from the first one's beginning until the last one's end. */
function instantsOf({ from, to }: AuditQuery): { from: string | null; until: string | null } {
  const start = (day: string) => startOfDay(day, organization.timeZone).toISOString();
  return { from: from ? start(from) : null, until: to ? start(addDays(to, 1)) : null };
}
