import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { selectTip, tipIn } from "../../audit/log.ts";
import { phoneIndex } from "../../vault/phone-index.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { show } from "../../web/page.ts";
import { isPhone } from "../../web/phone.ts";
import { readForm } from "../../web/read-form.ts";
import { pageOfItem } from "../desk/item.ts";
import { keyText } from "../desk/list-query.ts";
import { rowsOf } from "../desk/showing.ts";
import { namesIn, selectNames } from "../members/names.ts";
import { searchPage } from "./pages.ts";
import { itemsIn, selectByEmail, selectByPhone, selectByReference, selectOpenBefore } from "./search.ts";

/** How many open items a search by words reads at once. */
const maxRead = 500;

/** How many items found by address or number are shown. */
const maxFound = 100;

/**
 * Finds what somebody sent: by reference, by the whole email address or phone number, or by words among the newest open
 * items. It is a POST, so that no address names anybody, and one entry of the audit log.
 */
export async function search(c: AppContext): Promise<Response> {
  const sent = await readForm(c);
  if (sent instanceof Response) return sent;
  const searched = (sent.get("q") ?? "").trim().slice(0, 300);
  if (searched === "") return showSearch(c);
  const db = c.env.DB;
  const isEmail = /^[^\s@]+@[^\s@]+$/.test(searched);
  const ring = await keyRing(c.env);
  const index = isEmail ? await emailIndex(ring, searched) : "";
  const number = isPhone(searched) ? await phoneIndex(ring, searched) : null;
  const from = sent.get("older") ?? "";
  const [named, found, ofNumber, names, tip] = await db.batch([
    selectByReference(db, searched.toUpperCase()),
    isEmail ? selectByEmail(db, index, maxFound) : selectOpenBefore(db, from, maxRead),
    selectByPhone(db, number ?? "", maxFound),
    selectNames(db),
    selectTip(db),
  ]);
  const [direct] = itemsIn(named);
  if (direct) return c.redirect(pageOfItem(direct), 303);
  // Digits that are nobody's number may still be words.
  const called = itemsIn(ofNumber);
  const isWhole = isEmail || called.length > 0;
  const items = called.length > 0 ? called : itemsIn(found);
  const wanted = folded(searched);
  const isWanted = ({ who = "", text = "" }) => isWhole || folded(`${who} ${text}`).includes(wanted);
  const rows = await rowsOf(c, "search", items, tipIn(tip), "searched", isWanted);
  const last = items.at(-1);
  return show(c, searchPage, {
    rows,
    ...(await namesIn(names, ring)),
    me: signedInOf(c).userId,
    today: dayOf(now(c.env), organization.timeZone),
    at: now(c.env),
    searched,
    ...(!isWhole && last && items.length === maxRead
      ? { older: keyText({ since: last.since.toISOString(), reference: last.reference }) }
      : {}),
  });
}

/** The search before anything is searched for. */
export async function showSearch(c: AppContext): Promise<Response> {
  const today = dayOf(now(c.env), organization.timeZone);
  const { userId: me } = signedInOf(c);
  return show(c, searchPage, { rows: [], names: {}, me, today, at: now(c.env), searched: "" });
}

/** Letters and digits as people compare them: without case, accents or width. */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
