import { Hono } from "hono";
import { changeForm } from "../../submissions/status/change.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { showProblem } from "../../web/page.ts";
import { changeStatus } from "../desk/changing-status.ts";
import { type Loaded, loadSubmission } from "../desk/loading.ts";
import { listPage, recordOpening, showDone, signedInStaff } from "../desk/pages.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { orderFilters } from "./filters.ts";

const path = "/staff/orders/:reference/" as const;

/** Orders: a list of them, each by itself, and the change of its status. */
export const orderDesk = new Hono<AppEnv>()
  .get("/staff/orders/", listPage(orderFilters))
  .get(path, async (c) => {
    const loaded = await loadOrder(c);
    if (!loaded) return showProblem(c, 404);
    await recordOpening(c, loaded.item.reference, loaded.tip);
    return showDone(c);
  })
  .post(`${path}status/`, async (c) => {
    const loaded = await loadOrder(c);
    if (!loaded || loaded.item.isQuarantined) return showProblem(c, 404);
    const { item, typed, changes, tip } = loaded;
    const { reference, language } = item;
    const position = changes.length + 1;
    return takeStaffForm(c, {
      form: changeForm(item.status),
      page: `/staff/orders/${reference}/`,
      position,
      act: ({ status, note }) => {
        const changedBy = signedInStaff(c).userId;
        const change = { reference, position, status, note, changedAt: now(c.env), changedBy };
        return changeStatus(c.env, change, { to: { email: typed.email ?? "", language }, tip });
      },
      done: "changed",
      showAgain: () => recordOpening(c, reference, tip),
    });
  });

async function loadOrder(c: AppContext): Promise<Loaded | undefined> {
  const loaded = await loadSubmission(c);
  return loaded?.item.form === "order" ? loaded : undefined;
}
