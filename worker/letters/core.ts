import type { Language, Organization } from "../policy/schema.ts";
import { submissions as en, type SubmissionLetters } from "./en/submissions.ts";
import { submissions as ru } from "./ru/submissions.ts";
import { submissions as zh } from "./zh/submissions.ts";

/** What mails about forms and mailed links say, in each language. */
export const submissionLetters: Readonly<Record<Language, SubmissionLetters>> = { en, zh, ru };

/** The language of mail to the organization itself: the first that its site has. */
export function staffLanguage({ languages }: Organization): Language {
  return languages[0] ?? "en";
}
