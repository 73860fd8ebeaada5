import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { selectReviews } from "../../accounts/suspension/suspensions.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { addDays, dayOf } from "../../web/days.ts";
import { show } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { cutoffsAt } from "../desk/due.ts";
import { maxCounted } from "../desk/items.ts";
import { selectMine, selectQuarantined, selectWaiting, waitingIn } from "../desk/working.ts";
import { waitingIn as registerIn, selectWaiting as selectRegister } from "../disclosures/listing.ts";
import { countsIn, countUnsent } from "../mail/unsent.ts";
import { sectionsOf } from "../members/sections.ts";
import { failingIn, selectFailing } from "./failing.ts";
import { type DeskHome, staffHomePage, together } from "./waiting.ts";

/** The first page of staff: what is waiting in the parts they may open. */
export const homeDesk = router().get("/staff/", async (c) => show(c, staffHomePage, await loadHome(c)));

/** One D1 round trip, or none for a role that clients never wait for. */
async function loadHome(c: AppContext): Promise<DeskHome> {
  const { role, userId } = signedInOf(c);
  const sections = sectionsOf(role);
  if (!sections.includes("inbox")) return { waiting: {} };
  const at = now(c.env);
  const db = c.env.DB;
  const today = dayOf(at, organization.timeZone);
  const [waiting, mine, quarantined, mail, register, failing, suspensions] = await db.batch([
    selectWaiting(db, cutoffsAt(at, organization)),
    selectMine(db, userId),
    selectQuarantined(db),
    countUnsent(db),
    selectRegister(db, userId, today),
    selectFailing(db, addDays(today, -2)),
    selectReviews(db, today, maxCounted),
  ]);
  const forms = waitingIn(waiting);
  const inbox = together([forms.get("contact"), forms.get("feedback")]);
  const orders = sections.includes("orders") ? forms.get("order") : undefined;
  const waits = { inbox, orders, "data-requests": forms.get("data-request") };
  return {
    waiting: waits,
    mine: waitingIn(mine).get("mine"),
    mail: countsIn(mail),
    disclosures: registerIn(register),
    failing: failingIn(failing),
    suspensions: waitingIn(suspensions).get("suspensions"),
    quarantined: waitingIn(quarantined).get("quarantine"),
  };
}
