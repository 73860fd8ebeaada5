import { z } from "zod";

/** How long something is kept: an ISO 8601 period in one unit, or `purpose` (as long as the purpose needs). */
export const RetentionPeriod = z.union([z.literal("purpose"), z.string().regex(/^P[1-9]\d{0,3}[DMY]$/)]);

export type RetentionPeriod = z.infer<typeof RetentionPeriod>;

/** What a version commits the software to. The text prints these values, and the Worker obeys them. */
export const Commitments = z.strictObject({
  /** The minimum age for sending a form, in whole years, below the earliest age of majority (clause 13). */
  minimumAge: z.int().min(0).max(17),
  /** Until when a guardian has to confirm (clause 13). */
  guardianUntil: z.literal("majority"),
  /** Groups with fewer visits than this are never shown by themselves (clause 9). */
  smallestGroup: z.int().min(2).max(100),
  /** Opt-out signals that keep a visit from being counted (clause 9). */
  signals: z.array(z.enum(["gpc", "dnt"])),
  /** Days between publishing a material change and its effect (clause 14). */
  noticeDays: z.int().min(0).max(365),
  /** How many days a copy of erased data may persist in backups (clause 10). */
  backupDays: z.int().min(0).max(365),
  /** What data may be used for (clause 6). */
  purposes: z.array(
    z.enum(["registration", "orders", "order-status", "security", "support", "quality", "newsletter"]),
  ),
  /** How long each kind of data is kept (clause 10). */
  retention: z.strictObject({
    contact: RetentionPeriod,
    order: RetentionPeriod,
    feedback: RetentionPeriod,
    dataRequest: RetentionPeriod,
    newsletter: RetentionPeriod,
    account: RetentionPeriod,
    signIn: RetentionPeriod,
    statistics: RetentionPeriod,
    /** Proof of consent. */
    consent: RetentionPeriod,
    /** Submissions in quarantine, and those that staff refused as spam. */
    refused: RetentionPeriod,
    /** Mail that failed for good. */
    failedMail: RetentionPeriod,
  }),
});

export type Commitments = z.infer<typeof Commitments>;

/** Every kind of data that has a period. */
export type DataKind = keyof Commitments["retention"];
