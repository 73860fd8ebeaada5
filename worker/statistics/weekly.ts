import organization from "../../content/organization.yaml";
import { asHtml, asText } from "../mail/core.ts";
import { queueMail } from "../mail/store.ts";
import { addDays } from "../periods/core.ts";
import { dayOf } from "../policy/days.ts";
import type { Commitments } from "../policy/schema.ts";
import { keyRing } from "../vault/ring.ts";
import { now } from "../web/clock.ts";
import { weeklyLetter } from "./core.ts";
import { statisticsAt } from "./loading.ts";
import { readersWaiting, weekQueued } from "./store.ts";

/**
 * Queues last week's figures for the staff who asked for them, once a week each, from Monday on.
 * @param addressOf the e-mail address of a person who still works here
 */
export async function queueWeeklyMail(
  env: Env,
  commitments: Commitments,
  addressOf: (person: string) => Promise<string | undefined>,
): Promise<void> {
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  const week = lastWeek(today);
  const people = await readersWaiting(env.DB, week);
  if (people.length === 0) return;
  const query = { from: week, to: addDays(week, 6) };
  const letter = weeklyLetter(await statisticsAt(env.DB, query, commitments, today), env.ORIGIN);
  const ring = await keyRing(env);
  for (const person of people) {
    const address = await addressOf(person);
    const queued = weekQueued(env.DB, person, week);
    if (address === undefined) {
      await queued.run();
      continue;
    }
    const mail = {
      id: `statistics/${week}/${person}`,
      to: address,
      subject: letter.heading,
      text: asText(letter),
      html: asHtml(letter),
      headers: {},
    };
    await env.DB.batch([await queueMail(env.DB, ring, mail, at), queued]);
  }
}

/** The Monday that began the last full week. */
function lastWeek(today: string): string {
  const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(today, -sinceMonday - 7);
}
