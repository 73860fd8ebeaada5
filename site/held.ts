import organization from "../content/organization.yaml";
import type { HeldValue } from "../worker/staff/data-requests/held.ts";
import { languages } from "../worker/texts/compiled/languages.ts";
import { textsIn, timeInWords } from "../worker/texts/texts.ts";
import type { Language } from "../worker/web/organization.ts";

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

const known = new Map<Language, Words>();

/** What is held, as staff read it in a language. */
export function heldInWords(name: string, value: HeldValue, language: Language): string {
  if (value instanceof Date) return timeInWords(value, organization.timeZone, language);
  const { yes, no } = textsIn(language).staff.dataRequests;
  if (typeof value === "boolean") return value ? yes : no;
  const words = wordsIn(language)[name];
  return words
    ? value
        .split(", ")
        .map((one) => words[one] ?? one)
        .join(textsIn(language).language.comma)
    : value;
}

/** What stored values mean, by the name of what holds them. Free text is not here. */
function wordsIn(language: Language): Words {
  const made = known.get(language);
  if (made) return made;
  const { accounts, fields, staff, status } = textsIn(language);
  const { values } = staff.dataRequests;
  const names = new Intl.DisplayNames(language, { type: "language" });
  const languageNames = Object.fromEntries(languages.map((tag) => [tag, names.of(tag) ?? tag]));
  const words: Words = {
    topic: { ...fields.contact.topic.options, ...fields.feedback.topic.options },
    kind: fields.dataRequest.kind.options,
    ...values,
    status,
    purpose: { ...accounts.consents.list.purposes, ...values.purpose },
    language: languageNames,
    policyLanguage: languageNames,
  };
  known.set(language, words);
  return words;
}
