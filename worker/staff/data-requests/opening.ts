import type { AppContext } from "../../web/app.ts";
import { show, showProblem } from "../../web/page.ts";
import type { RefusedForm } from "../desk/item.ts";
import { openItem } from "../desk/opening.ts";
import { statusOf } from "../desk/showing.ts";
import { type LoadedRequest, loadRequest } from "./loading.ts";
import { staffRequestPage } from "./pages.ts";

/** The address of the list. */
export const list = "/staff/data-requests/";

/** Shows a request and what is held. Records who reads it first. */
export async function open(
  c: AppContext,
  loaded: LoadedRequest,
  refused?: RefusedForm,
  status = statusOf(refused).status,
): Promise<Response> {
  return show(
    c,
    staffRequestPage,
    { ...(await openItem(c, loaded, refused)), ...loaded.procedure },
    { status },
  );
}

/** The same, loaded anew. */
export async function reopen(c: AppContext, refused?: RefusedForm, status?: number): Promise<Response> {
  const loaded = await loadRequest(c);
  return loaded ? open(c, loaded, refused, status ?? statusOf(refused).status) : showProblem(c, 404);
}

/** What each form of a request shares. */
export function formOf(c: AppContext, loaded: LoadedRequest) {
  return {
    page: `${list}${loaded.submission.item.reference}/`,
    position: loaded.submission.changes.length + 1,
    showAgain: async (refused: RefusedForm) =>
      open(c, (refused.unknownFrom === undefined ? undefined : await loadRequest(c)) ?? loaded, refused),
  };
}
