import { sharedTextsIn } from "../../texts/texts.ts";
import { Fault } from "../../web/fault.ts";
import type { Language } from "../../web/organization.ts";
import type { Commitments, RetentionPeriod } from "./commitments.ts";

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
  if (of === "minimumAge") return sharedTextsIn(language).retention.age({ years: numbers.minimumAge });
  if (of === "smallestGroup") return String(numbers.smallestGroup);
  if (of === "noticeDays" || of === "backupDays") return periodInWords(`P${numbers[of]}D`, language);
  throw new Fault(`<Commitment of="${of}" /> names no commitment`);
}

/**
 * A retention period in words: `P24M` is "24 months". In Chinese `Intl` leaves out the space that our texts have
 * after a number.
 */
export function periodInWords(period: RetentionPeriod, language: Language = "en"): string {
  if (period === "purpose") return sharedTextsIn(language).retention.purpose;
  const unit = { D: "day", M: "month", Y: "year" }[period.at(-1) as "D" | "M" | "Y"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" })
    .format(Number(period.slice(1, -1)))
    .replace(/(?<=\d)(?=\p{Script=Han})/u, "\u00A0");
}
