import organization from "../../../content/organization.yaml";
import { disclosuresIn, selectDisclosuresByYear } from "../../accounts/disclosures/years.ts";
import { receiptKeys } from "../../forms/receipts/keys.ts";
import { type Fact, saysSame } from "../../log/entry.ts";
import { logKeys } from "../../log/own-keys.ts";
import { entriesNamed, entryNamed, lastNamed } from "../../log/stored.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import { keyRing } from "../../vault/ring.ts";
import { rulesVersion } from "../../visits/counting/counts.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { daysToAdd, factsOfDay, type WhatRan } from "./days.ts";
import { factOfDisclosures, factOfRules, factsOfKeys, factsOfVersions } from "./facts.ts";

/** What the log should say and does not yet, and what it says otherwise than the lock does now. */
export interface Gathered {
  fresh: readonly Fact[];
  /** Names of texts and withdrawals that were changed, taken out or put between others after they were logged. */
  rewritten: readonly string[];
}

/** Everything that is to be logged now, in order. */
export async function gather(
  env: Env,
  versions: readonly PublishedVersion[],
  whatRan: WhatRan,
): Promise<Gathered> {
  const { DB: db } = env;
  const [today, ring] = [dayOf(settled(now(env)), organization.timeZone), await keyRing(env)];
  const known = await entriesNamed(db, ["text", "withdrawal", "log-key", "receipt-key", "counting-rules"]);
  const locked = factsOfVersions(versions);
  const missing = daysToAdd(today, (await lastNamed(db, "audit"))?.slice("audit ".length));
  const facts = [
    ...factsOfKeys((await logKeys(env)).published, (await receiptKeys(env)).published),
    factOfRules(rulesVersion),
    ...locked,
    ...(await Promise.all(missing.map((day) => factsOfDay(db, ring, day, whatRan)))).flat(),
    ...(await factsOfYear(db, String(Number(today.slice(0, 4)) - 1))),
  ];
  const rewritten = rewrittenIn(locked, known);
  return {
    fresh: facts.filter(({ name }) => !known.has(name) && !rewritten.includes(name)),
    rewritten,
  };
}

/** Ten minutes ago: whatever was begun before midnight is stored by then, and a day that was logged changes no more. */
function settled(at: Date): Date {
  return new Date(at.getTime() - 10 * 60_000);
}

/** The disclosures of the last year that is over, once: what is counted later for it is no longer added. */
async function factsOfYear(db: D1Database, year: string): Promise<Fact[]> {
  if (await entryNamed(db, `disclosures ${year}`)) return [];
  return [factOfDisclosures(year, disclosuresIn(await selectDisclosuresByYear(db).run()))];
}

/** What the lock says otherwise than the log. A text that was logged stays, and no version comes before another. */
export function rewrittenIn(
  locked: readonly Fact[],
  known: ReadonlyMap<string, { entry: string }>,
): string[] {
  const logged = [...known]
    .filter(([name]) => /^(?:text|withdrawal) /.test(name))
    .map(([name, { entry }]) => ({ name, ...(JSON.parse(entry) as { date: string; sequence?: number }) }));
  const dates = new Set(logged.map(({ date }) => date));
  const last = Math.max(0, ...logged.map(({ sequence }) => sequence ?? 0));
  const changed = locked.filter((fact) => {
    const entry = known.get(fact.name)?.entry;
    if (entry !== undefined) return !saysSame(entry, fact);
    return Number(fact.says.sequence ?? last + 1) <= last && !dates.has(String(fact.says.date));
  });
  const names = new Set(locked.map(({ name }) => name));
  const gone = logged.map(({ name }) => name).filter((name) => !names.has(name));
  return [...changed.map(({ name }) => name), ...gone];
}
