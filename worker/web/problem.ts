import type { Language } from "./organization.ts";
import { page } from "./shown-page.ts";

/** A page that says what went wrong: the statuses we answer with a page of our own. */
export type ProblemStatus = 400 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 421 | 429 | 500 | 503;

/** That a site opens, and when. */
export interface Coming {
  day: string | undefined;
}

export const problemPage = page<{
  status: ProblemStatus;
  language: Language;
  /** Before the site opens: the day on which the policy takes effect for the first time, if one is published. */
  coming?: Coming | undefined;
}>("/problem/");
