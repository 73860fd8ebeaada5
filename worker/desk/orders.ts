import { Hono } from "hono";
import type { Tip } from "../audit/schema.ts";
import { selectTip, tipIn } from "../audit/store.ts";
import { ordersIn, selectOrder } from "../orders/store.ts";
import { changeStatus } from "../statuses/changing.ts";
import { changeForm } from "../statuses/core.ts";
import { selectStatusChanges, statusChangesIn } from "../statuses/store.ts";
import { keyRing } from "../vault/ring.ts";
import type { AppContext, AppEnv } from "../web/app.ts";
import { now } from "../web/clock.ts";
import { showProblem } from "../web/page.ts";
import { reach } from "../web/reach.ts";
import { takeStaffForm } from "./forms.ts";
import { listPage, recordOpening, showDone, signedInStaff } from "./pages.ts";
import { type DeskOrder, orderFilters } from "./schema.ts";
import { itemsIn, selectItem } from "./store.ts";

const path = "/staff/orders/:reference/" as const;

/** Orders: a list of them, each by itself, and the change of its status. */
export const orderDesk = new Hono<AppEnv>()
  .get("/staff/orders/", listPage(orderFilters))
  .get(path, async (c) => {
    const opened = await loadOrder(c);
    if (!opened) return showProblem(c, 404);
    await recordOpening(c, opened.order.reference, opened.tip);
    return showDone(c);
  })
  .post(`${path}status/`, async (c) => {
    const opened = await loadOrder(c);
    if (!opened || opened.item.isQuarantined) return showProblem(c, 404);
    const { item, order, changes, tip } = opened;
    const { reference } = item;
    const position = changes.length + 1;
    return takeStaffForm(c, {
      form: changeForm(item.status),
      page: `/staff/orders/${reference}/`,
      position,
      act: ({ status, note }) => {
        const changedBy = signedInStaff(c).userId;
        const change = { reference, position, status, note, changedAt: now(c.env), changedBy };
        return changeStatus(c.env, change, { to: order, tip });
      },
      done: "changed",
      showAgain: () => recordOpening(c, reference, tip),
    });
  });

/** Loads an order with its history in one D1 round trip; undefined when there is none with this reference. */
async function loadOrder(c: AppContext): Promise<(DeskOrder & { tip: Tip }) | undefined> {
  const db = c.env.DB;
  const reference = c.req.param("reference") ?? "";
  const [found, orders, changes, tip] = await reach(
    "desk: loading an order",
    db.batch([
      selectItem(db, reference),
      selectOrder(db, reference),
      selectStatusChanges(db, reference),
      selectTip(db),
    ]),
  );
  const ring = await keyRing(c.env);
  const [item] = itemsIn(found);
  const [order] = await ordersIn(orders, ring);
  if (!item || !order) return undefined;
  const loaded = { item, order, changes: await statusChangesIn(changes, ring) };
  c.set("deskOrder", loaded);
  return { ...loaded, tip: tipIn(tip) };
}
