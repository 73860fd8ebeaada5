import { page } from "../../web/shown-page.ts";
import type { VersionSummary } from "../text/version-text.ts";

/** What the page for looking up a day shows. */
export interface LookupPage {
  /** What was asked for, as typed. */
  day?: string;
  problem?: "not-a-date" | "before-the-first";
}

/** The published versions in one language, oldest first, and the instant for which a feed of them is true. */
export interface Feed {
  texts: readonly VersionSummary[];
  at: Date;
}

export const lookupPage = page<LookupPage>("/[lang]/policy/at/");

export const atomFeed = page<Feed>("/[lang]/policy/feed.xml");

export const jsonFeed = page<Feed>("/[lang]/policy/feed.json");

export const versionsFile = page<{ at: Date }>("/[lang]/policy/versions.json");
