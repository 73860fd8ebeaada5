import type { PublishedVersion } from "../../policy/versions/version.ts";
import { page } from "../../web/shown-page.ts";
import type { JobResult } from "../job.ts";
import type { LogHead } from "../log/head.ts";

/** A version as the desk lists it, and how many consents to it stand in the records. */
export interface OverviewVersion {
  version: PublishedVersion;
  /** The version before it, to compare with. */
  before?: string;
  /** How often each event was recorded under its text, by purpose. */
  agreed: readonly AgreedCount[];
}

/** How many events of one kind there are for a purpose. */
export interface AgreedCount {
  purpose: string;
  event: string;
  count: number;
}

/** A job: how often it is to run, and how it ended last, if it did in these days. */
export interface OverviewJob {
  name: string;
  every: "minute" | "day";
  last?: { endedAt: Date; result: JobResult };
}

/** Mails about a version that were queued on a day: that it comes, or that it was withdrawn. */
export interface NoticesSent {
  kind: "notices" | "withdrawals";
  version: string;
  day: string;
  count: number;
}

/** Something that a job counted the last time it ran. */
export interface Noted {
  name: string;
  day: string;
  count: number;
}

/** What the software did with the policy: who agreed to what, who was told, what ran, what is kept past its period. */
export interface Overview {
  versions: readonly OverviewVersion[];
  /** Mails about versions, by day, latest first. */
  notices: readonly NoticesSent[];
  jobs: readonly OverviewJob[];
  /** What is kept past its period because a hold keeps it or it is still open, as the last sweep counted it. */
  late: readonly Noted[];
  /** The head of the log of public facts; undefined before its first checkpoint. */
  log: LogHead | undefined;
  at: Date;
}

export const overviewPage = page<Overview>("/staff/policy/");
