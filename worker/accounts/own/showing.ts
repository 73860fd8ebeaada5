import type { AppContext } from "../../web/app.ts";
import { show } from "../../web/page.ts";
import type { ShownPage } from "../../web/shown-page.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import type { Details } from "../engine/users.ts";
import { holdingsOf } from "./holdings.ts";
import type { Held } from "./pages.ts";

/** Loads everything held about whoever is signed in, and what was just done. */
export async function loadHoldings(c: AppContext): Promise<Held> {
  const holdings = await holdingsOf(c.env, signedInOf(c));
  const done = c.req.query("done");
  return { holdings, done: done && /^[a-z-]{1,30}$/.test(done) ? done : undefined };
}

/** Loads the person's own details, as a form's initial values. */
export async function loadDetails(c: AppContext): Promise<{ details: Details; done: string | undefined }> {
  const { holdings, done } = await loadHoldings(c);
  return { details: holdings.details, done };
}

/** Shows a page of what is held. */
export async function showHoldings(c: AppContext, page: ShownPage<Held>): Promise<Response> {
  return show(c, page, await loadHoldings(c));
}
