import { z } from "zod";
import { disclosureKinds } from "../../accounts/disclosures/disclosure.ts";
import { minorOutcomes } from "../../forms/minors/outcomes.ts";
import { evidenceOfJobs, type FigureName, jobEvidenceIds } from "./kinds.ts";

/** A day as one job left it: `silent` is one without a row, `none` one before its first row or not over yet. */
export const DayMark = z.enum(["held", "failed", "silent", "none"]);

export type DayMark = z.infer<typeof DayMark>;

/** How many, in full groups: 0 stands for anything below one group, and for nothing. */
const Grouped = z.int().min(0);

/** The same in the month so far, up to yesterday, and in the month before. */
const Months = { thisMonth: Grouped, monthBefore: Grouped };

const figureNames = Object.values(evidenceOfJobs).flatMap(({ counts }) => Object.keys(counts)) as [
  FigureName,
  ...FigureName[],
];

/** Whether evidence holds, and if not why: it never came, is overdue, says that something failed, or is too old. */
const standing = {
  state: z.enum(["holds", "fails"]),
  problem: z.enum(["never", "overdue", "failed", "old"]).optional(),
};

/** What a job left behind. Times are days, because the minute of a run could be that of one person's act. */
export const OfJob = z.strictObject({
  kind: z.literal("job"),
  id: z.enum(jobEvidenceIds),
  ...standing,
  /** The job's name in its rows. */
  job: z.string(),
  every: z.enum(["minute", "day"]),
  /** The last day with a run; absent where none is known. */
  lastDay: z.iso.date().optional(),
  /** The last 30 days, oldest first, today last. */
  days: z.array(DayMark),
  figures: z.array(z.strictObject({ name: z.enum(figureNames), ...Months })),
});

/** The audit log at the end of a day, as one keyed value: the same size on a day without entries. */
export const OfAuditLog = z.strictObject({
  kind: z.literal("audit"),
  id: z.literal("audit-log"),
  ...standing,
  day: z.iso.date(),
  value: z.string().regex(/^[\w-]{43}$/),
});

/** Views that were counted and requests that were not, and the rules that decided. */
export const OfVisits = z.strictObject({
  kind: z.literal("visits"),
  id: z.literal("visits"),
  ...standing,
  rules: z.string(),
  counted: z.strictObject(Months),
  notCounted: z.strictObject(Months),
});

/** A key by its public id, and since when it is in use here. */
export const OfKey = z.strictObject({
  kind: z.literal("key"),
  id: z.enum(["vault-key", "record-key", "receipt-key"]),
  ...standing,
  key: z.string().optional(),
  firstUsedOn: z.iso.date().optional(),
  ageDays: z.int().min(0).optional(),
});

/** Disclosures to others by year and kind, without any that is still withheld from its client. */
export const OfDisclosures = z.strictObject({
  kind: z.literal("disclosures"),
  id: z.literal("disclosures"),
  ...standing,
  years: z.array(z.strictObject({ year: z.string(), kind: z.enum(disclosureKinds), count: z.int().min(0) })),
});

/** What became of people who are not of age by year, without anything below one group. */
export const OfMinors = z.strictObject({
  kind: z.literal("minors"),
  id: z.literal("minors"),
  ...standing,
  years: z.array(z.strictObject({ year: z.string(), outcome: z.enum(minorOutcomes), count: Grouped })),
});

export const Evidence = z.discriminatedUnion("kind", [
  OfJob,
  OfAuditLog,
  OfVisits,
  OfDisclosures,
  OfMinors,
  OfKey,
]);

export type Evidence = z.infer<typeof Evidence>;
export type JobEvidence = z.infer<typeof OfJob>;
export type KeyEvidence = z.infer<typeof OfKey>;
export type Standing = Pick<Evidence, "state" | "problem">;
