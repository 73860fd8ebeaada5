import { draftDays } from "../../accounts/drafts/days.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import type { Commitments, RetentionPeriod } from "../../policy/commitments/commitments.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";
import { type Names, namesIn } from "../../web/names.ts";
import { isOffered, isPursued } from "../../web/offers.ts";
import type { Language, Organization } from "../../web/organization.ts";
import { page } from "../../web/shown-page.ts";
import {
  type ActivityPurpose,
  activities,
  alwaysPursued,
  type Measure,
  measures,
  type RecordedKind,
} from "./activities.ts";

/** One activity of processing, with the values of the version in force. */
export interface RecordedActivity {
  purpose: ActivityPurpose;
  dpv: string;
  legalBasis: string;
  /** Kinds of data in terms of DPV, each once. */
  categories: readonly string[];
  /** How long each kind is kept after what ends its purpose; `purpose` is no longer than that. */
  kept: readonly { kind: RecordedKind; period: RetentionPeriod }[];
}

/** The record of processing activities (GDPR, article 30; PIPL, articles 54 to 56). */
export interface ProcessingRecord {
  controller: Omit<Names, "shortName"> & Pick<Organization, "email" | "phone" | "jurisdiction">;
  /** Where it is stored, in the language of the reader. */
  hostingRegion: string;
  /** The version in force, and since when. */
  version: string;
  asOf: string;
  activities: readonly RecordedActivity[];
  /** Counts of visits, which are no personal data. */
  statistics: { period: RetentionPeriod; smallestGroup: number };
  minimumAge: number;
  backupDays: number;
  measures: readonly Measure[];
}

export const recordPage = page<ProcessingRecord>("/[lang]/policy/record/");

/**
 * What is recorded on a day, for readers of a language. Every value is one that the software obeys or the organization
 * names.
 */
export function recordOf(
  organization: Organization,
  { date, commitments }: Pick<PublishedVersion, "date" | "commitments">,
  asOf: string,
  language: Language,
): ProcessingRecord {
  const { email, phone, jurisdiction, hostingRegion } = organization;
  const { name, director, address } = namesIn(organization, language);
  const { purposes, smallestGroup, minimumAge, backupDays } = commitments;
  const pursued = purposes.filter((purpose) => isPursued("purposes", purpose));
  const recorded = [...pursued, ...alwaysPursued].map((purpose) => {
    const { dpv, legalBasis, kinds, forms, alsoTakes = [] } = activities[purpose];
    const taken = forms
      .filter(({ path }) => isOffered(`/${path}`))
      .flatMap(({ fields }) => fields.flatMap(({ category }) => category ?? []));
    return {
      purpose,
      dpv,
      legalBasis,
      categories: [...new Set([...taken, ...alsoTakes])],
      kept: kinds
        .filter((kind) => isPursued("kinds", kind))
        .map((kind) => ({ kind, period: periodOf(kind, commitments) })),
    };
  });
  return {
    controller: { name, director, address, email, phone, jurisdiction },
    hostingRegion: hostingRegion[language] ?? "",
    version: date,
    asOf,
    activities: recorded,
    statistics: { period: periodKept("statistics", commitments), smallestGroup },
    minimumAge,
    backupDays,
    measures: Object.keys(measures) as Measure[],
  };
}

function periodOf(kind: RecordedKind, commitments: Commitments): RetentionPeriod {
  if (kind === "draft") return `P${draftDays.draft}D`;
  return periodKept(kind === "register" ? "consent" : kind, commitments) ?? "purpose";
}
