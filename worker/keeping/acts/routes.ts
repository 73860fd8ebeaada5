import { z } from "zod";
import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { selectTip, tipIn } from "../../audit/log.ts";
import { recordDeed } from "../../audit/recording.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { takeList } from "../../staff/exports/taking.ts";
import type { Period } from "../../visits/figures/periods.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { addMonths, dayOf, lastDayOf, monthStart } from "../../web/days.ts";
import { show } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { router } from "../../web/router.ts";
import { firstDayKept } from "../sweep.ts";
import { actPage, totalsOf } from "./act.ts";
import { actsExport } from "./export.ts";
import { destroyedOf, selectDestroyed } from "./loading.ts";

const Day = z.iso.date().optional().catch(undefined);

/**
 * The act of destruction of a period, to print and sign, and all that was destroyed as a file. Each opening leaves an
 * entry in the audit log first.
 */
export const actRoutes = router()
  .get("/staff/acts/", showAct)
  .post("/staff/acts/export/", (c) => takeList(c, "acts", actsExport));

async function showAct(c: AppContext): Promise<Response> {
  const at = now(c.env);
  const today = dayOf(at, organization.timeZone);
  const period = periodOf(Day.parse(c.req.query("from")), Day.parse(c.req.query("to")), today);
  const { DB: db } = c.env;
  const [tip, ...found] = await db.batch([selectTip(db), ...selectDestroyed(db, period)]);
  const subject = `${period.from}/${period.to}`;
  const { userId: actor } = signedInOf(c);
  await recordDeed(c.env, { actor, action: "act-opened", subject, at }, [], tipIn(tip));
  const rows = destroyedOf(period, found);
  const { date, commitments } = provided(c, policyInForce);
  const isCut = period.from < firstDayKept(today);
  return show(c, actPage, { period, today, isCut, rows, totals: totalsOf(rows), policy: date, commitments });
}

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
