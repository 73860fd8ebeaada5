import { page } from "../../web/shown-page.ts";
import type { Waiting } from "../desk/item.ts";
import type { MailCounts } from "../mail/unsent-mail.ts";
import type { Section } from "../members/sections.ts";

/** Parts of `/staff/` in which a client waits for an answer. */
export type WaitingSection = Extract<Section, "inbox" | "orders" | "data-requests">;

/** What the first page of staff shows: what is waiting, by the part of `/staff/` that handles it. */
export interface DeskHome {
  waiting: Partial<Record<WaitingSection, Waiting | undefined>>;
  /** What waits and is with whoever looks. */
  mine?: Waiting | undefined;
  /** Mail that failed for good or waits for staff. */
  mail?: Pick<MailCounts, "failed" | "suppressed" | "held">;
  /** Disclosures that wait for a second person, and those to look at again today. */
  disclosures?: Partial<Record<"approvals" | "reviews", Waiting>>;
  /** Suspended accounts to look at again today. */
  suspensions?: Waiting | undefined;
  /** Names of jobs whose last run failed. */
  failing?: readonly string[];
  /** Submissions in quarantine, of any form. */
  quarantined?: Waiting | undefined;
}

/** The sum of several kinds that are waiting; undefined if nothing is. */
export function together(kinds: readonly (Waiting | undefined)[]): Waiting | undefined {
  const some = kinds.filter((kind) => kind !== undefined);
  if (some.length === 0) return undefined;
  return {
    count: some.reduce((sum, { count }) => sum + count, 0),
    since: new Date(Math.min(...some.map(({ since }) => since.getTime()))),
    overdue: some.reduce((sum, { overdue }) => sum + overdue, 0),
  };
}

export const staffHomePage = page<DeskHome>("/staff/");
