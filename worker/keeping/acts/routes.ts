import { Hono } from "hono";
import { z } from "zod";
import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { erasedAtIn, selectErasedAt } from "../../audit/erased.ts";
import { selectTip, tipIn } from "../../audit/log.ts";
import { recordDeed } from "../../audit/recording.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import type { Period } from "../../visits/figures/periods.ts";
import type { AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { addDays, addMonths, dayOf, lastDayOf, monthStart, startOfDay } from "../../web/days.ts";
import { show } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { runsIn, selectRuns } from "../job-rows.ts";
import { firstDayKept } from "../sweep.ts";
import { actPage, destroyedIn, totalsOf } from "./act.ts";

const Day = z.iso.date().optional().catch(undefined);

/** The act of destruction of a period, to print and sign. Each opening leaves an entry in the audit log first. */
export const actRoutes = new Hono<AppEnv>().get("/staff/acts/", async (c) => {
  const at = now(c.env);
  const { timeZone } = organization;
  const today = dayOf(at, timeZone);
  const period = periodOf(Day.parse(c.req.query("from")), Day.parse(c.req.query("to")), today);
  const { DB: db } = c.env;
  const [runs, erased, tip] = await db.batch([
    selectRuns(db, period.from, addDays(period.to, 1)),
    selectErasedAt(db, startOfDay(period.from, timeZone), startOfDay(addDays(period.to, 1), timeZone)),
    selectTip(db),
  ]);
  const subject = `${period.from}/${period.to}`;
  const { userId: actor } = signedInOf(c);
  await recordDeed(c.env, { actor, action: "act-opened", subject, at }, [], tipIn(tip));
  const byStaff = erasedAtIn(erased).map((one) => dayOf(one, timeZone));
  const rows = destroyedIn(period, runsIn(runs), byStaff);
  const { date, commitments } = provided(c, policyInForce);
  const isCut = period.from < firstDayKept(today);
  return show(c, actPage, { period, today, isCut, rows, totals: totalsOf(rows), policy: date, commitments });
});

/** The days asked for, today at the latest; without any, the last month that is over. */
function periodOf(from: string | undefined, to: string | undefined, today: string): Period {
  const before = addMonths(monthStart(today), -1);
  const [first, last] = [from ?? to ?? before, to ?? from ?? lastDayOf(before.slice(0, 7))].sort() as [
    string,
    string,
  ];
  const end = last < today ? last : today;
  return { from: first < end ? first : end, to: end };
}
