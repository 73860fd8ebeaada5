import type { Handler } from "hono";
import organization from "../../../content/organization.yaml";
import type { SignedIn } from "../../accounts/engine/signed-in.ts";
import type { Tip } from "../../audit/entry.ts";
import { recordDeed } from "../../audit/recording.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { showPage } from "../../web/page.ts";
import { reach } from "../../web/reach.ts";
import type { Filter } from "./item.ts";
import { pageNumber } from "./items.ts";
import { itemsIn, itemsOnPage, selectItems } from "./listing.ts";

/** Who of the staff is signed in; throws where the guard is missing. */
export function signedInStaff(c: AppContext): SignedIn {
  const who = c.get("signedIn");
  if (!who) throw new Error("no guard stands before this route");
  return who;
}

/** Notes in the audit log that who is signed in reads something of a person; before it is shown. */
export async function recordOpening(c: AppContext, subject: string, tip: Tip): Promise<void> {
  const { userId: actor } = signedInStaff(c);
  await recordDeed(c.env, { actor, action: "opened", subject, at: now(c.env) }, [], tip);
}

/** The page, saying what was done just before. */
export function showDone(c: AppContext): Promise<Response> {
  const done = c.req.query("done");
  if (done && /^[a-z-]{1,30}$/.test(done)) c.set("done", done);
  return showPage(c);
}

/** A list's page: which items by `?show=`, the first filter where that names none, and the page by `?page=`. */
export function listPage(filters: Readonly<Record<string, Filter>>): Handler<AppEnv> {
  const names = Object.keys(filters);
  return async (c) => {
    const asked = c.req.query("show") ?? "";
    const show = names.includes(asked) ? asked : (names[0] ?? "");
    const filter = filters[show];
    if (!filter) throw new Error("a list needs a filter");
    const page = pageNumber(c.req.query("page"));
    const found = itemsIn(await reach("desk: listing", selectItems(c.env.DB, filter, page).run()));
    c.set("deskList", {
      items: found.slice(0, itemsOnPage),
      show,
      page,
      hasMore: found.length > itemsOnPage,
      today: dayOf(now(c.env), organization.timeZone),
    });
    return showDone(c);
  };
}
