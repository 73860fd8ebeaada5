import organization from "../../../content/organization.yaml";
import { valueOfDay } from "../../audit/day-value.ts";
import { selectTipBefore, tipIn } from "../../audit/log.ts";
import type { Fact } from "../../log/entry.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { blindIndex } from "../../vault/sealing.ts";
import { addDays, daysBetween, startOfDay } from "../../web/days.ts";
import { sha256 } from "../../web/sha256.ts";
import { factOfAudit, factOfRetention } from "./facts.ts";

/** The most days that one run makes up for, where none ran on them. */
const maxDays = 14;

/** The days that are over and not in the log yet: one on the first run, later every day since the last one. */
export function daysToAdd(today: string, last: string | undefined): string[] {
  const yesterday = addDays(today, -1);
  const missing = last === undefined ? 1 : Math.min(maxDays, daysBetween(last, yesterday));
  return Array.from({ length: Math.max(0, missing) }, (_, place) => addDays(yesterday, place + 1 - missing));
}

/** Gives what the jobs did on a day, to be committed to. */
export type WhatRan = (db: D1Database, day: string) => Promise<unknown>;

/** What the log says of a day that is over, whether or not anything happened on it. */
export async function factsOfDay(
  db: D1Database,
  ring: KeyRing,
  day: string,
  whatRan: WhatRan,
): Promise<Fact[]> {
  const last = tipIn(await selectTipBefore(db, startOfDay(addDays(day, 1), organization.timeZone)).run());
  const text = JSON.stringify({ day, jobs: await whatRan(db, day) });
  const salt = await blindIndex(ring, "log-salt", day);
  return [
    factOfAudit(day, await valueOfDay(ring, day, last), JSON.stringify(last)),
    factOfRetention(day, await sha256(`${salt}\n${text}`), JSON.stringify({ salt, text })),
  ];
}
