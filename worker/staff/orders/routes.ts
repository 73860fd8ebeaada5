import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { changeForm } from "../../submissions/order/change-form.ts";
import { type Offer, type OfferDetails, offerForm } from "../../submissions/order/offer.ts";
import { insertOffer } from "../../submissions/order/offers.ts";
import { nextSteps } from "../../submissions/order/steps.ts";
import { statusId } from "../../submissions/status/change.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { show, showProblem } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { changeTo, senderOf, timeZone } from "../desk/acting.ts";
import { changeStatus } from "../desk/changing-status.ts";
import type { RefusedForm } from "../desk/item.ts";
import { itemRoutes } from "../desk/item-routes.ts";
import { isClosed } from "../desk/items.ts";
import { type Loaded, loadSubmission } from "../desk/loading.ts";
import { openItem } from "../desk/opening.ts";
import { listPage, statusOf } from "../desk/showing.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { orderFilters } from "./filters.ts";
import { offerLines } from "./offer-lines.ts";
import { staffOrderPage, staffOrdersPage } from "./pages.ts";

const path = "/staff/orders/:reference/" as const;

/** Orders: the list, each order, its offers and its steps. */
export const orderDesk = router()
  .get("/staff/orders/", listPage("orders", staffOrdersPage, orderFilters))
  .get(path, async (c) => {
    const loaded = await loadOrder(c);
    return loaded ? open(c, loaded) : showProblem(c, 404);
  })
  .post(`${path}status/`, (c) =>
    withOrder(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: changeForm(loaded.submission.item.status),
        act: ({ status, note }) =>
          changeStatus(c.env, changeTo(c, loaded, status, note), { to: senderOf(loaded), tip: loaded.tip }),
        isRepeat: (position, { status = "", note = "" }) => wasChanged(c, position, status, note),
        done: "changed",
      }),
    ),
  )
  .post(`${path}offer/`, (c) =>
    withOrder(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: offerForm(dayOf(now(c.env), timeZone)),
        act: (details) => makeOffer(c, loaded, details),
        isRepeat: (position) => wasChanged(c, position, "offered", ""),
        done: "offered",
      }),
    ),
  )
  .route("/", itemRoutes({ desk: "orders", open }));

/** Offers a price and terms, and mails the link with which the client accepts. */
async function makeOffer(c: AppContext, loaded: Loaded, details: OfferDetails): Promise<boolean> {
  const { item } = loaded.submission;
  if (!nextSteps(item.status).includes("offered")) return false;
  const change = changeTo(c, loaded, "offered", "");
  const { reference, position, changedAt: madeAt } = change;
  const offer: Offer = { id: statusId(reference, position), reference, position, madeAt, ...details };
  const to = senderOf(loaded);
  return changeStatus(c.env, change, {
    ...(to ? { to: { ...to, more: offerLines(offer, item.language) } } : {}),
    action: "offered",
    tip: loaded.tip,
    more: [await insertOffer(c.env.DB, await keyRing(c.env), offer)],
  });
}

/** Whether whoever is signed in made this change: then the form was sent twice. */
async function wasChanged(c: AppContext, position: number, status: string, note: string): Promise<boolean> {
  const change = (await loadOrder(c))?.submission.changes[position - 1];
  return change?.changedBy === signedInOf(c).userId && change.status === status && change.note === note;
}

async function withOrder(c: AppContext, act: (loaded: Loaded) => Promise<Response>): Promise<Response> {
  const loaded = await loadOrder(c);
  if (!loaded || loaded.submission.item.isQuarantined) return showProblem(c, 404);
  return isClosed(loaded.submission) ? open(c, loaded, undefined, 409) : act(loaded);
}

async function loadOrder(c: AppContext): Promise<Loaded | undefined> {
  const loaded = await loadSubmission(c);
  return loaded?.submission.item.form === "order" ? loaded : undefined;
}

function formOf(c: AppContext, loaded: Loaded) {
  return {
    page: `/staff/orders/${loaded.submission.item.reference}/`,
    position: loaded.submission.changes.length + 1,
    showAgain: async (refused: RefusedForm) =>
      open(c, (refused.unknownFrom === undefined ? undefined : await loadOrder(c)) ?? loaded, refused),
  };
}

/** Shows an order. Records who reads it first. */
async function open(
  c: AppContext,
  loaded: Loaded,
  refused?: RefusedForm,
  status = statusOf(refused).status,
): Promise<Response> {
  return show(c, staffOrderPage, await openItem(c, loaded, refused), { status });
}
