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
    return plainPeriod(retention[kind as keyof typeof retention], language);
  }
  if (of === "minimumAge") return sharedTextsIn(language).retention.age({ years: numbers.minimumAge });
  if (of === "smallestGroup") return String(numbers.smallestGroup);
  if (of === "noticeDays" || of === "backupDays") return plainPeriod(`P${numbers[of]}D`, language);
  throw new Fault(`<Commitment of="${of}" /> names no commitment`);
}

/**
 * A retention period as pages show it: no line ends between its number and its unit, and in Chinese they have the space
 * that our texts have after a number and `Intl` leaves out.
 */
export function periodInWords(period: RetentionPeriod, language: Language = "en"): string {
  return bound(plainPeriod(period, language));
}

/** What `commitmentInWords` gives, as pages outside the policy text show it. */
export function figureInWords(of: string, commitments: Commitments, language: Language): string {
  return bound(commitmentInWords(of, commitments, language));
}

function bound(words: string): string {
  return words.replace(/^(\d+)\s?(?=\p{L})/u, "$1\u00A0");
}

/**
 * A retention period in words: `P24M` is "24 months". Policy texts hold it, whose SHA-256 is published: it must stay as
 * it is to the last space.
 */
function plainPeriod(period: RetentionPeriod, language: Language): string {
  if (period === "purpose") return sharedTextsIn(language).retention.purpose;
  const unit = { D: "day", M: "month", Y: "year" }[period.at(-1) as "D" | "M" | "Y"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    Number(period.slice(1, -1)),
  );
}
