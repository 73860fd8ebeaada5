import { z } from "zod";
import type { Language } from "../../web/organization.ts";

/**
 * What `<Commitment of="…" />` prints: `minimumAge`, `smallestGroup`, `noticeDays`, `backupDays` or
 * `retention.<kind>`. Throws when it names no commitment.
 */
export function commitmentInWords(of: string, commitments: Commitments, language: Language): string {
  const { retention, ...numbers } = commitments;
  const kind = /^retention\.(\w+)$/.exec(of)?.[1];
  if (kind && Object.hasOwn(retention, kind)) {
    return periodInWords(retention[kind as keyof typeof retention], language);
  }
  if (of === "minimumAge" || of === "smallestGroup") return String(numbers[of]);
  if (of === "noticeDays" || of === "backupDays") return periodInWords(`P${numbers[of]}D`, language);
  throw new Error(`<Commitment of="${of}" /> names no commitment`);
}

/** A retention period in words: `P24M` is "24 months". */
export function periodInWords(period: RetentionPeriod, language: Language = "en"): string {
  if (period === "purpose") return purposeInWords[language];
  const unit = { D: "day", M: "month", Y: "year" }[period.at(-1) as "D" | "M" | "Y"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    Number(period.slice(1, -1)),
  );
}

const purposeInWords: Readonly<Record<Language, string>> = {
  en: "as long as the purpose needs",
  zh: "实现目的所需的期限",
  ru: "столько, сколько требует цель",
};

/** How long something is kept: an ISO 8601 period in one unit, or `purpose` (as long as the purpose needs). */
export const RetentionPeriod = z.union([
  z.literal("purpose"),
  z.string().regex(/^P[1-9]\d{0,3}[DMY]$/, "write a period such as P90D, P24M or P5Y, or the word purpose"),
]);

export type RetentionPeriod = z.infer<typeof RetentionPeriod>;

/** What a version commits the software to. The text prints these values and the Worker obeys them. */
export const Commitments = z.strictObject({
  /** Nobody younger, in whole years, can send a form (clause 13). */
  minimumAge: z.int().min(0).max(21),
  /** Until when a guardian confirms (clause 13). */
  guardianUntil: z.literal("majority"),
  /** Fewer visits than this are never shown as a group of their own (clause 9). */
  smallestGroup: z.int().min(2).max(100),
  /** Opt-out signals after which a visit is not counted (clause 9). */
  signals: z.array(z.enum(["gpc", "dnt"])),
  /** Days between the publication of a material change and its effect (clause 14). */
  noticeDays: z.int().min(0).max(365),
  /** Days for which a copy of erased data may persist in backups (clause 10). */
  backupDays: z.int().min(0).max(365),
  /** What data may be used for (clause 6). */
  purposes: z.array(
    z.enum(["registration", "orders", "order-status", "security", "support", "quality", "newsletter"]),
  ),
  /** How long each kind of data is kept (clause 10). */
  retention: z.strictObject({
    contact: RetentionPeriod,
    order: RetentionPeriod,
    newsletter: RetentionPeriod,
    account: RetentionPeriod,
    signIn: RetentionPeriod,
    statistics: RetentionPeriod,
    consent: RetentionPeriod,
  }),
});

export type Commitments = z.infer<typeof Commitments>;
