import type { Language } from "../../web/organization.ts";
import { type AccountLetters, accounts as accountsEn } from "./en/accounts.ts";
import { type StatusLetters, statuses as statusesEn } from "./en/statuses.ts";
import { submissions as en, type SubmissionLetters } from "./en/submissions.ts";
import { type WeeklyLetters, weekly as weeklyEn } from "./en/weekly.ts";
import { accounts as accountsRu } from "./ru/accounts.ts";
import { statuses as statusesRu } from "./ru/statuses.ts";
import { submissions as ru } from "./ru/submissions.ts";
import { weekly as weeklyRu } from "./ru/weekly.ts";
import { accounts as accountsZh } from "./zh/accounts.ts";
import { statuses as statusesZh } from "./zh/statuses.ts";
import { submissions as zh } from "./zh/submissions.ts";
import { weekly as weeklyZh } from "./zh/weekly.ts";

/** What mails about forms and mailed links say, in each language. */
export const submissionLetters: Readonly<Record<Language, SubmissionLetters>> = { en, zh, ru };

/** What mails about an account say, in each language. */
export const accountLetters: Readonly<Record<Language, AccountLetters>> = {
  en: accountsEn,
  zh: accountsZh,
  ru: accountsRu,
};

/** What notices of a change of status say, in each language. */
export const statusLetters: Readonly<Record<Language, StatusLetters>> = {
  en: statusesEn,
  zh: statusesZh,
  ru: statusesRu,
};

/** What the weekly mail about visits says, in each language. */
export const weeklyLetters: Readonly<Record<Language, WeeklyLetters>> = {
  en: weeklyEn,
  zh: weeklyZh,
  ru: weeklyRu,
};
