import type { DeskSubmission } from "./item.ts";

/** What a person typed, by the name of its field; nothing else of a kept record is text or a number. */
export function typedIn(kept: object): Record<string, string> {
  const { reference: _, language: __, ...rest } = kept as Record<string, unknown>;
  const typed = Object.entries(rest).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  return Object.fromEntries(typed.map(([name, value]) => [name, String(value)]));
}

/** Whether a submission is answered in the inbox, once or again: not while it is in quarantine. */
export function canBeAnswered({ item }: Pick<DeskSubmission, "item">): boolean {
  return !item.isQuarantined && (item.form === "contact" || item.form === "feedback");
}

/** The number of a list's page that an address asks for; anything else is the first. */
export function pageNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}
