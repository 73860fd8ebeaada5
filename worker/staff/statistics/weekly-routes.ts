import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { askWeeklyMail, stopWeeklyMail } from "../../visits/figures/weekly-readers.ts";
import { now } from "../../web/clock.ts";
import { showProblem } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import { router } from "../../web/router.ts";
import { lastWeek } from "./weekly-letter.ts";

/** Staff subscribe to the weekly mail or stop it, each for themselves. Mount it behind the guards of the dashboard. */
export const weeklyMailRoutes = router().post("/staff/statistics/mail/", async (c) => {
  const sent = await readForm(c);
  if (sent instanceof Response) return sent;
  const wanted = sent.get("weekly");
  const { userId } = signedInOf(c);
  if (wanted !== "yes" && wanted !== "no") return showProblem(c, 400);
  const at = now(c.env);
  const week = lastWeek(at, organization.timeZone);
  const { DB } = c.env;
  await (wanted === "yes" ? askWeeklyMail(DB, userId, week, at) : stopWeeklyMail(DB, userId)).run();
  return c.redirect("/staff/statistics/#mail", 303);
});
