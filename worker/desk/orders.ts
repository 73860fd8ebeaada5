import { Hono } from "hono";
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
import { listPage, showDone, signedInStaff } from "./pages.ts";
import { type DeskOrder, orderFilters } from "./schema.ts";
import { itemsIn, selectItem } from "./store.ts";

const path = "/staff/orders/:reference/" as const;

/** Orders: a list of them, each by itself, and the change of its status. */
export const orderDesk = new Hono<AppEnv>()
  .get("/staff/orders/", listPage(orderFilters))
  .get(path, async (c) => {
    const opened = await openOrder(c);
    return opened ? showDone(c) : showProblem(c, 404);
  })
  .post(`${path}status/`, async (c) => {
    const opened = await openOrder(c);
    if (!opened || opened.item.isQuarantined) return showProblem(c, 404);
    const { item, order, changes } = opened;
    const position = changes.length + 1;
    return takeStaffForm(c, {
      form: changeForm(item.status),
      page: `/staff/orders/${item.reference}/`,
      position,
      act: ({ status, note }) => {
        const { reference } = item;
        const changedBy = signedInStaff(c).userId;
        const change = { reference, position, status, note, changedAt: now(c.env), changedBy };
        return changeStatus(c.env, change, order);
      },
      done: "changed",
    });
  });

/** Loads an order with its history in one D1 round trip; undefined when there is none with this reference. */
async function openOrder(c: AppContext): Promise<DeskOrder | undefined> {
  const db = c.env.DB;
  const reference = c.req.param("reference") ?? "";
  const [found, orders, changes] = await reach(
    "desk: opening an order",
    db.batch([selectItem(db, reference), selectOrder(db, reference), selectStatusChanges(db, reference)]),
  );
  const ring = await keyRing(c.env);
  const [item] = itemsIn(found);
  const [order] = await ordersIn(orders, ring);
  if (!item || !order) return undefined;
  const opened = { item, order, changes: await statusChangesIn(changes, ring) };
  c.set("deskOrder", opened);
  return opened;
}
