import type { Handler } from "hono";
import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import type { Tip } from "../../audit/entry.ts";
import { recordDeed } from "../../audit/recording.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { type Showing, show } from "../../web/page.ts";
import type { ShownPage } from "../../web/shown-page.ts";
import type { DeskList, Filter, RefusedForm } from "./item.ts";
import { pageNumber } from "./items.ts";
import { itemsIn, itemsOnPage, selectItems } from "./listing.ts";

/** Records in the audit log that whoever is signed in reads something of a person. Call it before showing that. */
export async function recordOpening(c: AppContext, subject: string, tip: Tip): Promise<void> {
  const { userId: actor } = signedInOf(c);
  await recordDeed(c.env, { actor, action: "opened", subject, at: now(c.env) }, [], tip);
}

/** What was just done, as the page's address says it. */
export function doneJustNow(c: AppContext): string | undefined {
  const done = c.req.query("done");
  return done && /^[a-z-]{1,30}$/.test(done) ? done : undefined;
}

/** How to answer with a page whose form may have been refused. */
export function statusOf(refused: RefusedForm | undefined): Showing {
  return refused ? { status: 422 } : {};
}

/** A page of a list: `?show=` chooses the items, by default the first filter, and `?page=` the page. */
export function listPage(
  list: ShownPage<DeskList>,
  filters: Readonly<Record<string, Filter>>,
): Handler<AppEnv> {
  const names = Object.keys(filters);
  return async (c) => {
    const asked = c.req.query("show") ?? "";
    const name = names.includes(asked) ? asked : (names[0] ?? "");
    const filter = filters[name];
    if (!filter) throw new Error("a list needs a filter");
    const page = pageNumber(c.req.query("page"));
    const found = itemsIn(await selectItems(c.env.DB, filter, page).run());
    return show(c, list, {
      items: found.slice(0, itemsOnPage),
      show: name,
      page,
      hasMore: found.length > itemsOnPage,
      today: dayOf(now(c.env), organization.timeZone),
      done: doneJustNow(c),
    });
  };
}
