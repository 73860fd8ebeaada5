import { Hono } from "hono";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { changeForm } from "../../submissions/status/change.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { type Showing, show, showProblem } from "../../web/page.ts";
import { changeStatus } from "../desk/changing-status.ts";
import type { RefusedForm } from "../desk/item.ts";
import { isWithdrawn } from "../desk/items.ts";
import { type Loaded, loadSubmission } from "../desk/loading.ts";
import { doneJustNow, listPage, recordOpening, statusOf } from "../desk/showing.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { orderFilters } from "./filters.ts";
import { staffOrderPage, staffOrdersPage } from "./pages.ts";

const path = "/staff/orders/:reference/" as const;

/** Orders: the list, each order, and the change of its status. */
export const orderDesk = new Hono<AppEnv>()
  .get("/staff/orders/", listPage(staffOrdersPage, orderFilters))
  .get(path, async (c) => {
    const loaded = await loadOrder(c);
    return loaded ? open(c, loaded) : showProblem(c, 404);
  })
  .post(`${path}status/`, async (c) => {
    const loaded = await loadOrder(c);
    if (!loaded || loaded.submission.item.isQuarantined) return showProblem(c, 404);
    if (isWithdrawn(loaded.submission)) return open(c, loaded, undefined, { status: 409 });
    const { submission, tip } = loaded;
    const { item, typed, changes } = submission;
    const { reference, language } = item;
    const position = changes.length + 1;
    return takeStaffForm(c, {
      form: changeForm(item.status),
      page: `/staff/orders/${reference}/`,
      position,
      act: ({ status, note }) => {
        const changedBy = signedInOf(c).userId;
        const change = { reference, position, status, note, changedAt: now(c.env), changedBy };
        return changeStatus(c.env, change, { to: { email: typed.email ?? "", language }, tip });
      },
      done: "changed",
      showAgain: (refused) => open(c, loaded, refused),
    });
  });

async function loadOrder(c: AppContext): Promise<Loaded | undefined> {
  const loaded = await loadSubmission(c);
  return loaded?.submission.item.form === "order" ? loaded : undefined;
}

/** Shows an order. Records who reads it first. */
async function open(
  c: AppContext,
  { submission, tip }: Loaded,
  refused?: RefusedForm,
  showing: Showing = statusOf(refused),
): Promise<Response> {
  await recordOpening(c, submission.item.reference, tip);
  return show(c, staffOrderPage, { submission, done: doneJustNow(c), refused }, showing);
}
