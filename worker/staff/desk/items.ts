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

/** Lists end with this page, because a page is found by counting down to it. What stands further down has a reference. */
export const lastPage = 40;

/** Counting stops here, so that what came in cannot make a page slow. */
export const maxCounted = 500;

/** The page of a list that an address asks for; the first for anything else. */
export function pageNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Math.min(Number(text), lastPage) : 1;
}
