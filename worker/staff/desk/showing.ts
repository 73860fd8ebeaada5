import type { Handler } from "hono";
import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import type { Tip } from "../../audit/entry.ts";
import { selectTip, tipIn } from "../../audit/log.ts";
import { recordDeed } from "../../audit/recording.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext, AppEnv } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { Fault } from "../../web/fault.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { type Showing, show } from "../../web/page.ts";
import type { ShownPage } from "../../web/shown-page.ts";
import { namesIn, selectNames } from "../members/names.ts";
import { cutoffsAt, dueDayOf } from "./due.ts";
import type { Desk, DeskItem, RefusedForm } from "./item.ts";
import type { DeskList, ListRow } from "./list.ts";
import { type ListFilter, readListQuery } from "./list-query.ts";
import { selectWords, type WholeWords, wordsIn } from "./list-rows.ts";
import { countIn, pageIn, selectCount, selectPage } from "./listing.ts";
import { selectWaiting, waitingIn } from "./working.ts";

/** Records in the audit log that whoever is signed in reads something of a person. Call it before showing that. */
export async function recordOpening(c: AppContext, subject: string, tip: Tip): Promise<void> {
  const { userId: actor } = signedInOf(c);
  await recordDeed(c.env, { actor, action: "opened", subject, at: now(c.env) }, [], tip);
}

/** How to answer with a page whose form may have been refused: 409 where somebody else was faster. */
export function statusOf(refused: RefusedForm | undefined): Showing {
  if (!refused) return {};
  return { status: refused.unknownFrom === undefined ? 422 : 409 };
}

/**
 * A page of a list, as its address asks for it. Two D1 round trips: what the list has, then who sent it, which is written to
 * the audit log in the same batch.
 */
export function listPage(
  desk: Desk,
  list: ShownPage<DeskList>,
  filters: Readonly<Record<string, ListFilter>>,
): Handler<AppEnv> {
  return async (c) => {
    const query = readListQuery(c.req.query(), filters);
    const filter = filters[query.show];
    if (!filter) throw new Fault("a list needs a filter");
    const db = c.env.DB;
    const at = now(c.env);
    const cutoffs = cutoffsAt(at, organization);
    const { userId: me } = signedInOf(c);
    const asked = { desk, filter, query, me, cutoffs };
    const [found, total, waiting, names, tip] = await db.batch([
      selectPage(db, asked),
      selectCount(db, asked),
      selectWaiting(db, cutoffs),
      selectNames(db),
      selectTip(db),
    ]);
    const { items, ...more } = pageIn(found, query);
    const kinds = [...waitingIn(waiting)].filter(([form]) => formsOf[desk].includes(form));
    return show(c, list, {
      rows: await rowsOf(c, desk, items, tipIn(tip)),
      query,
      total: countIn(total),
      ...more,
      waiting: {
        count: kinds.reduce((sum, [, { count }]) => sum + count, 0),
        overdue: kinds.reduce((sum, [, { overdue }]) => sum + overdue, 0),
      },
      ...(await namesIn(names, await keyRing(c.env))),
      me,
      today: cutoffs.today,
      at,
      done: doneJustNow(c),
    });
  };
}

const formsOf: Readonly<Record<Desk, readonly string[]>> = {
  inbox: ["contact", "feedback"],
  orders: ["order"],
  "data-requests": ["data-request"],
};

/**
 * Items with who sent them, after an entry of the audit log that says which were read.
 * @param isWanted which of them to show, by everything that was written
 */
export async function rowsOf(
  c: AppContext,
  desk: string,
  items: readonly DeskItem[],
  tip: Tip,
  action: "listed" | "searched" = "listed",
  isWanted: (words: Partial<WholeWords>) => boolean = () => true,
): Promise<ListRow[]> {
  if (items.length === 0 && action === "listed") return [];
  const subject = [desk, items[0]?.reference, items.at(-1)?.reference].filter(Boolean).join(" ");
  const deed = { actor: signedInOf(c).userId, action, subject, at: now(c.env) };
  const results = await recordDeed(c.env, deed, selectWords(c.env.DB, items), tip);
  const words = await wordsIn(results, await keyRing(c.env));
  return items.flatMap((item) => {
    const found = words.get(item.reference);
    if (!isWanted(found ?? {})) return [];
    const due = item.state === "waiting" ? dueDayOf(item, organization) : undefined;
    return [{ item, ...(found ? { who: found.who, words: found.words } : {}), ...(due ? { due } : {}) }];
  });
}
