import organization from "../../../content/organization.yaml";
import {
  type Disclosure,
  type DisclosureEvent,
  isDueForReview,
  mayApprove,
} from "../../accounts/disclosures/disclosure.ts";
import { disclosuresIn, selectDisclosure } from "../../accounts/disclosures/disclosures.ts";
import { eventsIn, selectEvents } from "../../accounts/disclosures/events.ts";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import type { Tip } from "../../audit/entry.ts";
import { selectTip, tipIn } from "../../audit/log.ts";
import type { Hold } from "../../lifetimes/hold.ts";
import { holdsIn, selectHold } from "../../lifetimes/holds.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { doneJustNow } from "../../web/just-done.ts";
import { show } from "../../web/page.ts";
import type { RefusedForm } from "../desk/item.ts";
import { recordOpening, statusOf } from "../desk/showing.ts";
import { namesIn, type StaffNames, selectNames } from "../members/names.ts";
import { disclosurePage } from "./pages.ts";

/** An entry of the register, with the last entry of the audit log. */
export interface LoadedDisclosure {
  disclosure: Disclosure;
  events: readonly DisclosureEvent[];
  hold?: Hold;
  names: StaffNames;
  tip: Tip;
}

/** Loads the entry that the address names. One D1 round trip. */
export async function loadDisclosure(c: AppContext): Promise<LoadedDisclosure | undefined> {
  const db = c.env.DB;
  const reference = c.req.param("reference") ?? "";
  const [found, history, held, names, tip] = await db.batch([
    selectDisclosure(db, reference),
    selectEvents(db, reference),
    selectHold(db, reference),
    selectNames(db),
    selectTip(db),
  ]);
  const ring = await keyRing(c.env);
  const [disclosure] = await disclosuresIn(found, ring);
  const [hold] = await holdsIn(held, ring);
  if (!disclosure) return undefined;
  return {
    disclosure,
    events: await eventsIn(history, ring),
    names: (await namesIn(names, ring)).names,
    tip: tipIn(tip),
    ...(hold ? { hold } : {}),
  };
}

/** Shows an entry. Records who reads it first. */
export async function openDisclosure(
  c: AppContext,
  { disclosure, events, hold, names, tip }: LoadedDisclosure,
  refused?: RefusedForm,
): Promise<Response> {
  await recordOpening(c, disclosure.reference, tip);
  const today = dayOf(now(c.env), organization.timeZone);
  const isHoldDue = hold !== undefined && !hold.released && hold.reviewAt <= today;
  const shown = {
    disclosure,
    events,
    names,
    ...(hold ? { hold } : {}),
    isApprover: mayApprove(disclosure, signedInOf(c).userId),
    isDue: isDueForReview(disclosure, today) || isHoldDue,
    done: doneJustNow(c),
    refused,
  };
  return show(c, disclosurePage, shown, statusOf(refused));
}
