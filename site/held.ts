import organization from "../content/organization.yaml";
import type { HeldValue } from "../worker/staff/data-requests/held.ts";
import { contactForm } from "../worker/submissions/contact/form.ts";
import { requestForm } from "../worker/submissions/data-request/form.ts";
import { languages } from "../worker/texts/compiled/languages.ts";
import { sharedTextsIn, textsIn, timeInWords } from "../worker/texts/texts.ts";

const { accounts, staff } = textsIn("en");
const { values, yes, no } = staff.dataRequests;
const names = new Intl.DisplayNames("en", { type: "language" });
const languageNames = Object.fromEntries(languages.map((tag) => [tag, names.of(tag) ?? tag]));
const choices = [...contactForm.fields, ...requestForm.fields].map(
  ({ name, options = [] }) =>
    [name, Object.fromEntries(options.map(({ value, label }) => [value, label.en]))] as const,
);

/** What stored values mean, by the name of what holds them, of several each; what was typed freely is not here. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...Object.fromEntries(choices),
  ...values,
  status: sharedTextsIn("en").status,
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
