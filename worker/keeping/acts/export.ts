import organization from "../../../content/organization.yaml";
import type { ListExport } from "../../staff/exports/export.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { firstDayKept } from "../sweep.ts";
import { destroyedOf, selectDestroyed } from "./loading.ts";

/** What was destroyed since the evidence of it is kept, by month, without a name of anybody whose data it was. */
export const actsExport: ListExport = {
  columns: ["when", "kind", "count", "by"],
  page: async (env) => {
    const today = dayOf(now(env), organization.timeZone);
    const period = { from: firstDayKept(today), to: today };
    const found = await env.DB.batch(selectDestroyed(env.DB, period));
    return { rows: destroyedOf(period, found).map((one) => ({ ...one })) };
  },
};
