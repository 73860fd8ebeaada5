import organization from "../../../content/organization.yaml";
import { disclosuresIn, selectDisclosuresByYear } from "../../accounts/disclosures/years.ts";
import { valueOfDay } from "../../audit/day-value.ts";
import { selectTipBefore, tipIn } from "../../audit/log.ts";
import type { Commitments } from "../../policy/commitments/commitments.ts";
import { selectNotedKey } from "../../vault/noted-keys.ts";
import { keyRing } from "../../vault/ring.ts";
import { newestKeyIn, selectNewestKey } from "../../vault/sealed-rows.ts";
import { rulesVersion } from "../../visits/counting/counts.ts";
import { countedIn, selectCounted } from "../../visits/figures/counted.ts";
import { now } from "../../web/clock.ts";
import { addDays, addMonths, dayOf, lastDayOf, monthStart, startOfDay } from "../../web/days.ts";
import { isPursued } from "../../web/offers.ts";
import { runsIn, selectRuns } from "../job-rows.ts";
import { minorsNoted, type YearOfMinors } from "../noted-minors.ts";
import type { Evidence, KeyEvidence } from "./evidence.ts";
import { evidenceOfJob, evidenceOfKey, fullGroups, type Judging, shownDays } from "./judging.ts";
import { evidenceOfJobs, jobEvidenceIds, keptUpBy } from "./kinds.ts";

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
  const [runs, vaultKey, recordKey, receiptKey, tip, counted, countedBefore, disclosed] = await db.batch([
    selectRuns(db, first, today),
    selectNewestKey(db),
    selectNotedKey(db, "records"),
    selectNotedKey(db, "receipts"),
    selectTipBefore(db, startOfDay(today, timeZone)),
    selectCounted(db, thisMonth, smallestGroup),
    selectCounted(db, monthBefore, smallestGroup),
    selectDisclosuresByYear(db),
  ]);
  const noted = runsIn(runs);
  const ofDaily = noted.filter(({ name }) => name === evidenceOfJobs["yesterday-counted"].job);
  const ofJobs = jobEvidenceIds.map((id) => evidenceOfJob(id, noted, judging));
  const standingOf = (id: keyof typeof keptUpBy) => {
    const found = ofJobs.find((one) => one.id === keptUpBy[id]);
    return found?.problem ? { state: found.state, problem: found.problem } : { state: "holds" as const };
  };
  const ofKey = (id: KeyEvidence["id"], found: D1Result | undefined) => {
    const key = newestKeyIn(found);
    const known = key && { id: key.id, firstUsedOn: dayOf(key.firstUsedAt, timeZone) };
    return evidenceOfKey(id, known, standingOf(id), today);
  };
  const yesterday = addDays(today, -1);
  const [now_, before] = [countedIn(counted), countedIn(countedBefore)];
  return [
    ...ofJobs.filter(({ id }) => isPursued("jobs", id)),
    {
      kind: "audit",
      id: "audit-log",
      ...standingOf("audit-log"),
      day: yesterday,
      value: await valueOfDay(await keyRing(env), yesterday, tipIn(tip)),
    },
    {
      kind: "visits",
      id: "visits",
      ...standingOf("visits"),
      rules: rulesVersion,
      counted: { thisMonth: now_.counted, monthBefore: before.counted },
      notCounted: { thisMonth: now_.notCounted, monthBefore: before.notCounted },
    },
    {
      kind: "disclosures",
      id: "disclosures",
      ...standingOf("disclosures"),
      years: disclosuresIn(disclosed),
    },
    {
      kind: "minors",
      id: "minors",
      ...standingOf("minors"),
      years: minorsNoted(ofDaily).flatMap((one) => inFullGroups(one, smallestGroup)),
    },
    ofKey("vault-key", vaultKey),
    ofKey("record-key", recordKey),
    ofKey("receipt-key", receiptKey),
  ];
}

/** Nothing of what is below one group. A day's counts stay as they were when it began, so nobody sees one being added. */
function inFullGroups(one: YearOfMinors, smallestGroup: number): YearOfMinors[] {
  const count = fullGroups(one.count, smallestGroup);
  return count > 0 ? [{ ...one, count }] : [];
}
