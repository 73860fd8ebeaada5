import type { DeskSubmission } from "./item.ts";

/** What a person typed, by field name. Nothing else in a stored record is text or a number. */
export function typedIn(kept: object): Record<string, string> {
  const { reference: _, language: __, ...rest } = kept as Record<string, unknown>;
  const typed = Object.entries(rest).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  return Object.fromEntries(typed.map(([name, value]) => [name, String(value)]));
}

/** Whether its sender took back their consent, so that nobody may work on it. */
export function isWithdrawn({ item }: Pick<DeskSubmission, "item">): boolean {
  return item.status === "withdrawn";
}

/** Whether a submission can be answered in the inbox, for the first time or again; not while it is in quarantine. */
export function canBeAnswered({ item }: Pick<DeskSubmission, "item">): boolean {
  const isAnswerable = item.form === "contact" || item.form === "feedback";
  return isAnswerable && !item.isQuarantined && !isWithdrawn({ item });
}

/** The page of a list that an address asks for; the first for anything else. */
export function pageNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}
