import organization from "../../../content/organization.yaml";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { keyRing } from "../../vault/ring.ts";
import { statisticsAt } from "../../visits/figures/loading.ts";
import { readersWaiting, stopWeeklyMail, weekQueued } from "../../visits/figures/weekly-readers.ts";
import { now } from "../../web/clock.ts";
import { addDays, dayOf } from "../../web/days.ts";
import { staffLanguage } from "../../web/organization.ts";
import type { RunReport } from "../../web/run-report.ts";
import { selectStaffAddress } from "../members/members.ts";
import { statisticsRoles } from "../members/sections.ts";
import { lastWeek, weeklyLetter } from "./weekly-letter.ts";

/**
 * Queues last week's figures for the staff who asked for them, once a week each, from Monday on. Forgets whoever may no
 * longer see statistics.
 */
export async function queueWeeklyMail(env: Env, report: RunReport): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const week = lastWeek(at, organization.timeZone);
  const people = await readersWaiting(db, week);
  const policy = versionInForce(versions, at);
  if (people.length === 0 || !policy) return;
  const query = { from: week, to: addDays(week, 6) };
  const today = dayOf(at, organization.timeZone);
  const statistics = await statisticsAt(db, query, policy.commitments, today);
  const letter = weeklyLetter(statistics, env.ORIGIN, staffLanguage(organization));
  const ring = await keyRing(env);
  await report.eachPortion("weekly figures: queueing", people, async (person) => {
    const address = await selectStaffAddress(db, ring, person, statisticsRoles);
    if (address === undefined) {
      await stopWeeklyMail(db, person).run();
      return;
    }
    const mail = asMail(`statistics/${week}/${person}`, address, letter);
    await db.batch([await queueMail(db, ring, mail, at), weekQueued(db, person, week)]);
    report.add("mails", 1);
  });
}
