import organization from "../../../content/organization.yaml";
import { disclosuresIn, selectDisclosuresByYear } from "../../accounts/disclosures/years.ts";
import { valueOfDay } from "../../audit/day-value.ts";
import { selectTipBefore, tipIn } from "../../audit/log.ts";
import { receiptKeys } from "../../forms/receipts/keys.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import { keyRing } from "../../vault/ring.ts";
import { newestKeyIn, selectNewestKey } from "../../vault/sealed-rows.ts";
import { rulesVersion } from "../../visits/counting/counts.ts";
import { countedIn, selectCounted } from "../../visits/figures/counted.ts";
import { now } from "../../web/clock.ts";
import { addDays, addMonths, dayOf, daysBetween, lastDayOf, monthStart, startOfDay } from "../../web/days.ts";
import { runsIn, selectRuns } from "../job-rows.ts";
import { minorsNoted, type YearOfMinors } from "../noted-minors.ts";
import type { Evidence } from "./evidence.ts";
import { evidenceOfJob, fullGroups, type Judging, shownDays, standingOfKey } from "./judging.ts";
import { evidenceOfJobs, jobEvidenceIds } from "./kinds.ts";

/** When evidence is judged, and for which months its counts stand. */
export function judgingAt(env: Env, { smallestGroup }: Commitments): Judging {
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  const month = monthStart(today);
  const before = addMonths(month, -1);
  return {
    at,
    today,
    thisMonth: { from: month, to: addDays(today, -1) },
    monthBefore: { from: before, to: lastDayOf(before.slice(0, 7)) },
    smallestGroup,
  };
}

/** Reads all evidence in one round trip, as coarse as it is published. */
export async function loadEvidence(env: Env, judging: Judging): Promise<Evidence[]> {
  const { DB: db } = env;
  const { today, thisMonth, monthBefore, smallestGroup } = judging;
  const { timeZone } = organization;
  const strip = addDays(today, 1 - shownDays);
  const first = monthBefore.from < strip ? monthBefore.from : strip;
  const [runs, key, tip, counted, countedBefore, disclosed] = await db.batch([
    selectRuns(db, first, today),
    selectNewestKey(db),
    selectTipBefore(db, startOfDay(today, timeZone)),
    selectCounted(db, thisMonth, smallestGroup),
    selectCounted(db, monthBefore, smallestGroup),
    selectDisclosuresByYear(db),
  ]);
  const noted = runsIn(runs);
  const ofDaily = noted.filter(({ name }) => name === evidenceOfJobs["yesterday-counted"].job);
  const ofJobs = jobEvidenceIds.map((id) => evidenceOfJob(id, noted, judging));
  // What a job keeps up to date is as good as the job's last run.
  const standingOf = (job: string) => {
    const found = ofJobs.find(({ id }) => id === job);
    return found?.problem ? { state: found.state, problem: found.problem } : { state: "holds" as const };
  };
  const yesterday = addDays(today, -1);
  const [now_, before] = [countedIn(counted), countedIn(countedBefore)];
  return [
    ...ofJobs,
    {
      kind: "audit",
      id: "audit-log",
      ...standingOf("audit-check"),
      day: yesterday,
      value: await valueOfDay(await keyRing(env), yesterday, tipIn(tip)),
    },
    {
      kind: "visits",
      id: "visits",
      ...standingOf("visits-moved"),
      rules: rulesVersion,
      counted: { thisMonth: now_.counted, monthBefore: before.counted },
      notCounted: { thisMonth: now_.notCounted, monthBefore: before.notCounted },
    },
    {
      kind: "disclosures",
      id: "disclosures",
      ...standingOf("disclosures-review"),
      years: disclosuresIn(disclosed),
    },
    {
      kind: "minors",
      id: "minors",
      ...standingOf("yesterday-counted"),
      years: minorsNoted(ofDaily).flatMap((one) => inFullGroups(one, smallestGroup)),
    },
    vaultKey(newestKeyIn(key), today),
    { kind: "key", id: "receipt-key", state: "holds", key: (await receiptKeys(env)).published[0]?.kid },
  ];
}

/** Nothing of what is below one group. A day's counts stay as they were when it began, so nobody sees one being added. */
function inFullGroups(one: YearOfMinors, smallestGroup: number): YearOfMinors[] {
  const count = fullGroups(one.count, smallestGroup);
  return count > 0 ? [{ ...one, count }] : [];
}

function vaultKey(known: ReturnType<typeof newestKeyIn>, today: string): Evidence {
  if (!known) return { kind: "key", id: "vault-key", ...standingOfKey(undefined) };
  const firstUsedOn = dayOf(known.firstUsedAt, organization.timeZone);
  const ageDays = Math.max(0, daysBetween(firstUsedOn, today));
  return { kind: "key", id: "vault-key", ...standingOfKey(ageDays), key: known.id, firstUsedOn, ageDays };
}
