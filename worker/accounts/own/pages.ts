import type { AppContext } from "../../web/app.ts";
import { showPage } from "../../web/page.ts";
import { signedInOf } from "../sessions/signed-in-of.ts";
import { holdingsOf } from "./holdings.ts";

/** Loads everything that is held about who is signed in, and what was done just before, for the page. */
export async function withHoldings(c: AppContext): Promise<undefined> {
  c.set("holdings", await holdingsOf(c.env, signedInOf(c)));
  const done = c.req.query("done");
  if (done && /^[a-z-]{1,30}$/.test(done)) c.set("done", done);
  return undefined;
}

/** A page that shows what is held. */
export async function showHoldings(c: AppContext): Promise<Response> {
  await withHoldings(c);
  return showPage(c);
}
