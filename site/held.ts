import organization from "../content/organization.yaml";
import type { HeldValue } from "../worker/staff/data-requests/held.ts";
import { languages } from "../worker/texts/compiled/languages.ts";
import { textsIn, timeInWords } from "../worker/texts/texts.ts";

const { accounts, fields, staff, status } = textsIn("en");
const { values, yes, no } = staff.dataRequests;
const names = new Intl.DisplayNames("en", { type: "language" });
const languageNames = Object.fromEntries(languages.map((tag) => [tag, names.of(tag) ?? tag]));

/** What stored values mean, by the name of what holds them. Free text is not here. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  topic: fields.contact.topic.options,
  kind: fields.dataRequest.kind.options,
  ...values,
  status,
  purpose: { ...accounts.consents.list.purposes, ...values.purpose },
  language: languageNames,
  policyLanguage: languageNames,
};

/** What is held, as staff read it. */
export function heldInWords(name: string, value: HeldValue): string {
  if (value instanceof Date) return timeInWords(value, organization.timeZone, "en");
  if (typeof value === "boolean") return value ? yes : no;
  const known = words[name];
  return known
    ? value
        .split(", ")
        .map((one) => known[one] ?? one)
        .join(", ")
    : value;
}
