import type { Draft, SentIssue } from "../../submissions/newsletter/issue.ts";
import { page } from "../../web/shown-page.ts";
import type { StaffPage } from "../desk/item.ts";

export const issuesPage = page<Pick<StaffPage, "done"> & { issues: readonly SentIssue[] }>(
  "/staff/newsletter/",
);

export const writeIssuePage = page<StaffPage & { draft: Draft }>("/staff/newsletter/write/");

/** Whom an issue did not reach. */
export interface FailedReaders extends Pick<SentIssue, "subject" | "language"> {
  /** The address is empty where the mail was given up. */
  readers: readonly { email: string; failedAt: Date }[];
  hasMore: boolean;
}

export const failedReadersPage = page<FailedReaders>("/staff/newsletter/failed/");
