import { z } from "zod";

/**
 * A job as evidence: its name in `worker/keeping/jobs.ts`, and which of its counts are published under which name. `*`
 * stands for the rest of a count's name.
 */
export interface JobKind {
  job: string;
  every: "minute" | "day";
  counts: Readonly<Record<string, string>>;
  /** How many days after something happened the job counts it. */
  daysLater?: number;
}

/** Every job, and the counts of it that are published. What is not named here is published nowhere. */
export const evidenceOfJobs = {
  "mail-delivery": { job: "mail: send what is due", every: "minute", counts: {} },
  "mail-recipients": { job: "mail: forget recipients", every: "minute", counts: {} },
  "mail-sweep": {
    job: "mail: sweep what has left",
    every: "day",
    counts: { mailsForgotten: "mails", failedMailsErased: "failedMail" },
  },
  "newsletter-issues": { job: "newsletter: queue issues", every: "minute", counts: { issueMails: "mails" } },
  "newsletter-sweep": {
    job: "newsletter: sweep subscriptions",
    every: "day",
    counts: { endedSubscriptions: "newsletter" },
  },
  /** Each version has a count of its own. */
  "changes-announced": {
    job: "policy: announce changes",
    every: "minute",
    counts: {
      noticesSent: "notices of *",
      noticesLate: "late for *",
      recallsSent: "withdrawals of *",
    },
  },
  "weekly-mail": { job: "statistics: queue weekly mail", every: "minute", counts: {} },
  "visits-moved": { job: "visits: move counts", every: "minute", counts: {} },
  "visits-sweep": { job: "visits: sweep counts", every: "day", counts: {} },
  "submissions-sweep": {
    job: "submissions: erase what is over",
    every: "day",
    counts: {
      messagesErased: "contact",
      ordersErased: "order",
      feedbackErased: "feedback",
      requestsErased: "dataRequest",
      refusedErased: "refused",
    },
  },
  "holds-finished": { job: "accounts: finish what a hold held back", every: "day", counts: {} },
  "idle-accounts": {
    job: "accounts: end what nobody uses",
    every: "day",
    counts: { idleAccountsErased: "account" },
  },
  "holds-sweep": { job: "holds: sweep released ones", every: "day", counts: {} },
  "erasures-repeated": {
    job: "accounts: repeat erasures after a restore",
    every: "minute",
    counts: { erasuresRepeated: "erasures" },
  },
  "accounts-erased": {
    job: "accounts: erase what is due",
    every: "minute",
    counts: { accountsErased: "accounts", registrationsErased: "registrations" },
  },
  "sessions-ended": { job: "accounts: end sessions and proofs", every: "minute", counts: {} },
  "accounts-sweep": {
    job: "accounts: sweep what they leave",
    every: "day",
    counts: { signInsErased: "signIn", consentsErased: "consent", signaturesErased: "signatures" },
  },
  "unconfirmed-sweep": {
    job: "forms: sweep what nobody confirmed",
    every: "day",
    counts: {
      unconfirmedSubscriptions: "subscriptions",
      unconfirmedWatchers: "watchers",
      unconfirmedRequests: "data requests",
    },
  },
  "guardians-sweep": { job: "forms: sweep what no guardian agreed to", every: "day", counts: {} },
  resealing: { job: "vault: seal again after a new key", every: "minute", counts: {} },
  "roles-recorded": { job: "audit: record changes of roles", every: "minute", counts: {} },
  "audit-check": { job: "audit: check the log", every: "day", counts: {} },
  "audit-ended": { job: "audit: end old entries", every: "day", counts: {} },
  "records-check": { job: "records: check consents and signatures", every: "day", counts: {} },
  "receipt-key-check": { job: "receipts: check the key that signs", every: "day", counts: {} },
  "heads-noted": { job: "records: note the last numbers", every: "minute", counts: {} },
  "yesterday-counted": {
    job: "evidence: count the day before",
    every: "day",
    daysLater: 1,
    counts: { mailsSent: "mails sent", mailsFailed: "mails failed", peopleErased: "people erased" },
  },
  "disclosures-review": { job: "disclosures: count what is due for review", every: "day", counts: {} },
  "marks-sweep": { job: "desk: sweep marks of erased requests", every: "day", counts: {} },
  "log-added": { job: "log: add what is public", every: "minute", counts: {} },
  "log-witnessed": { job: "log: ask witnesses", every: "minute", counts: {} },
  "rows-sweep": { job: "jobs: sweep their rows", every: "day", counts: {} },
} as const satisfies Record<string, JobKind>;

export type JobEvidenceId = keyof typeof evidenceOfJobs;

export const jobEvidenceIds = Object.keys(evidenceOfJobs) as [JobEvidenceId, ...JobEvidenceId[]];

/** A published count of a job. */
export type FigureName = {
  [Id in JobEvidenceId]: keyof (typeof evidenceOfJobs)[Id]["counts"] & string;
}[JobEvidenceId];

/** Every other piece of evidence, and the job that keeps it up to date: it is as good as the last run of that. */
export const keptUpBy = {
  "audit-log": "audit-check",
  visits: "visits-moved",
  disclosures: "disclosures-review",
  minors: "yesterday-counted",
  "vault-key": "resealing",
  "record-key": "records-check",
  "receipt-key": "receipt-key-check",
} as const satisfies Record<string, JobEvidenceId>;

/** Everything that can stand as evidence below a promise. */
export const EvidenceId = z.enum([
  ...jobEvidenceIds,
  ...(Object.keys(keptUpBy) as (keyof typeof keptUpBy)[]),
]);

export type EvidenceId = z.infer<typeof EvidenceId>;
