import type { AppContext } from "../../web/app.ts";
import { showProblem } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { itemRoutes, wasWritten } from "../desk/item-routes.ts";
import { listPage } from "../desk/showing.ts";
import { takeStaffForm } from "../desk/staff-form.ts";
import { correct, downloadCopy, erase, lift, makeCopy, object, restrict, withdraw } from "./carrying-out.ts";
import { close, extend, identify, refuse } from "./deciding.ts";
import { requestFilters } from "./filters.ts";
import {
  closeForm,
  correctForm,
  deedForm,
  eraseAllForm,
  extendForm,
  identifyForm,
  refuseForm,
} from "./forms.ts";
import { type LoadedRequest, loadRequest } from "./loading.ts";
import { formOf, list, open, reopen } from "./opening.ts";
import { staffRequestsPage } from "./pages.ts";
import { withdrawForm } from "./withdraw-form.ts";

const path = `${list}:reference/` as const;

/** Confirmed data requests: what is held, and the steps by which each kind is carried out. */
export const requestDesk = router()
  .get(list, listPage("data-requests", staffRequestsPage, requestFilters))
  .get(path, async (c) => {
    const loaded = await loadRequest(c);
    return loaded ? open(c, loaded) : showProblem(c, 404);
  })
  .post(`${path}identify/`, (c) =>
    onRequest(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: identifyForm,
        act: ({ how }) => identify(c, loaded, how),
        done: "step",
      }),
    ),
  )
  .post(`${path}extend/`, (c) =>
    onRequest(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: extendForm,
        act: ({ why }) => extend(c, loaded, why),
        isRepeat: (position, { why = "" }) => wasWritten(c, position, why),
        done: "extended",
      }),
    ),
  )
  .post(`${path}refuse/`, (c) =>
    onRequest(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: refuseForm,
        act: (record) => refuse(c, loaded, record),
        isRepeat: (position, { reasons = "" }) => wasWritten(c, position, reasons),
        done: "request-refused",
      }),
    ),
  )
  .post(`${path}copy/`, (c) =>
    onKind(c, "see", (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: deedForm,
        act: ({ ground }) => makeCopy(c, loaded, ground || loaded.procedure.usualGround),
        done: "copy-made",
      }),
    ),
  )
  .post(`${path}copy/download/`, (c) => onKind(c, "see", (loaded) => downloadCopy(c, loaded)))
  .post(`${path}correct/`, (c) =>
    onKind(c, "correct", (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: correctForm(loaded.procedure.correctable),
        act: (record) =>
          correct(c, loaded, { ...record, ground: record.ground || loaded.procedure.usualGround }),
        isRepeat: async () => true,
        done: "corrected",
      }),
    ),
  )
  .post(`${path}restrict/`, (c) =>
    onKind(c, "restrict", (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: deedForm,
        act: ({ ground }) => restrict(c, loaded, ground || loaded.procedure.usualGround),
        done: "restricted",
      }),
    ),
  )
  .post(`${path}lift/`, (c) =>
    onKind(c, "restrict", (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: extendForm,
        act: ({ why }) => lift(c, loaded, why),
        isRepeat: async () => loaded.procedure.stage === "over",
        done: "lifted",
      }),
    ),
  )
  .post(`${path}object/`, (c) =>
    onKind(c, "object", (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: deedForm,
        act: ({ ground }) => object(c, loaded, ground || loaded.procedure.usualGround),
        done: "objected",
      }),
    ),
  )
  .post(`${path}withdraw/`, (c) =>
    onKind(c, "withdraw", (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: withdrawForm(loaded.procedure.held.standing),
        act: ({ consent }) => withdraw(c, loaded, consent),
        done: "consent-withdrawn",
      }),
    ),
  )
  .post(`${path}erase/`, (c) =>
    onKind(c, "erase", (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: eraseAllForm,
        act: () => erase(c, loaded),
        next: list,
        done: "erased",
      }),
    ),
  )
  .post(`${path}done/`, (c) =>
    onRequest(c, (loaded) =>
      takeStaffForm(c, {
        ...formOf(c, loaded),
        form: closeForm,
        act: ({ note }) => close(c, loaded, note),
        isRepeat: (position, { note = "" }) => wasWritten(c, position, note),
        done: "request-done",
      }),
    ),
  )
  .route(
    "/",
    itemRoutes({ desk: "data-requests", open: (c, _, refused, status) => reopen(c, refused, status) }),
  );

/** Loads the request and does something to it. */
async function onRequest(
  c: AppContext,
  act: (loaded: LoadedRequest) => Promise<Response>,
): Promise<Response> {
  const loaded = await loadRequest(c);
  return loaded?.procedure.kind ? act(loaded) : showProblem(c, 404);
}

/** The same for a request of one kind: a deed of another kind does not exist. */
function onKind(
  c: AppContext,
  kind: LoadedRequest["procedure"]["kind"],
  act: (loaded: LoadedRequest) => Promise<Response>,
): Promise<Response> {
  return onRequest(c, async (loaded) => (loaded.procedure.kind === kind ? act(loaded) : showProblem(c, 404)));
}
