import { eraseDueAccounts, forgetExpired } from "../accounts/erasure/due.ts";
import { finishErasures } from "../accounts/erasure/held.ts";
import { endIdleAccounts } from "../accounts/erasure/idle.ts";
import { replayErasures } from "../accounts/erasure/replaying.ts";
import { sweepAccounts } from "../accounts/erasure/sweep.ts";
import { announceChanges } from "../accounts/notices/announcing.ts";
import { checkLogDaily } from "../audit/checking-daily.ts";
import { endOldEntries } from "../audit/ending.ts";
import { noteHeads } from "../audit/heads.ts";
import { sweepLinks, sweepMail } from "../forms/confirm-links/sweep.ts";
import { sweepWaitings } from "../forms/minors/sweep.ts";
import { checkReceiptKey } from "../forms/receipts/key-use.ts";
import { sweepHolds } from "../lifetimes/sweep.ts";
import { deliverByCron, forgetWhomMailWentTo } from "../mail/delivery.ts";
import { sweepMarks } from "../staff/desk/sweep.ts";
import { sweepDisclosures } from "../staff/disclosures/reviewing.ts";
import { recordOtherRoleChanges } from "../staff/members/role-changes.ts";
import { queueWeeklyMail } from "../staff/statistics/weekly-mail.ts";
import { endSubmissions } from "../submissions/ending/sweep.ts";
import { links } from "../submissions/links.ts";
import { queueIssues } from "../submissions/newsletter/issuing.ts";
import { sweepSubscriptions } from "../submissions/newsletter/sweep.ts";
import { resealAfterNewKey } from "../vault/rotation.ts";
import { wakeCounters } from "../visits/counting/recording.ts";
import { sweepCounts } from "../visits/counting/sweep.ts";
import { checkRecordsDaily } from "./checking-records.ts";
import { countDayBefore } from "./counting.ts";
import type { Job } from "./job.ts";
import { whatRanOn } from "./job-rows.ts";
import { appendToLog } from "./log/job.ts";
import { askWitnesses } from "./log/witnessing.ts";
import { sealedTables } from "./sealed-tables.ts";
import { sweepRuns } from "./sweep.ts";

/** Until it has run, a restored database knows people who were erased since. Nobody writes to them. */
const restored = "accounts: repeat erasures after a restore";

/** Everything the cron does, under the names in its rows (docs/operating.md). */
export const jobs: readonly Job[] = [
  { name: restored, every: "minute", run: replayErasures },
  { name: "newsletter: queue issues", every: "minute", after: [restored], run: queueIssues },
  { name: "policy: announce changes", every: "minute", after: [restored], run: announceChanges },
  { name: "statistics: queue weekly mail", every: "minute", after: [restored], run: queueWeeklyMail },
  {
    name: "mail: send what is due",
    every: "minute",
    after: [
      restored,
      "newsletter: queue issues",
      "policy: announce changes",
      "statistics: queue weekly mail",
    ],
    run: deliverByCron,
  },
  { name: "mail: forget recipients", every: "minute", run: forgetWhomMailWentTo },
  { name: "visits: move counts", every: "minute", run: wakeCounters },
  { name: "accounts: erase what is due", every: "minute", run: eraseDueAccounts },
  { name: "accounts: end sessions and proofs", every: "minute", run: forgetExpired },
  {
    name: "vault: seal again after a new key",
    every: "minute",
    run: (env, report) => resealAfterNewKey(env, sealedTables, report),
  },
  { name: "visits: sweep counts", every: "day", run: sweepCounts },
  { name: "accounts: sweep what they leave", every: "day", run: sweepAccounts },
  {
    name: "forms: sweep what nobody confirmed",
    every: "day",
    run: (env, report) => sweepLinks(env, links, report),
  },
  { name: "forms: sweep what no guardian agreed to", every: "day", run: sweepWaitings },
  { name: "mail: sweep what has left", every: "day", run: sweepMail },
  {
    name: "submissions: erase what is over",
    every: "day",
    run: (env, report) => endSubmissions(env, report),
  },
  { name: "accounts: finish what a hold held back", every: "day", run: finishErasures },
  { name: "accounts: end what nobody uses", every: "day", after: [restored], run: endIdleAccounts },
  { name: "holds: sweep released ones", every: "day", run: sweepHolds },
  { name: "newsletter: sweep subscriptions", every: "day", run: sweepSubscriptions },
  { name: "audit: record changes of roles", every: "minute", run: recordOtherRoleChanges },
  { name: "audit: check the log", every: "day", run: checkLogDaily },
  { name: "audit: end old entries", every: "day", run: endOldEntries },
  { name: "records: check consents and signatures", every: "day", run: checkRecordsDaily },
  { name: "receipts: check the key that signs", every: "day", run: checkReceiptKey },
  { name: "records: note the last numbers", every: "minute", run: noteHeads },
  { name: "evidence: count the day before", every: "day", run: countDayBefore },
  { name: "disclosures: count what is due for review", every: "day", run: sweepDisclosures },
  { name: "desk: sweep marks of erased requests", every: "day", run: sweepMarks },
  {
    name: "log: add what is public",
    every: "minute",
    run: (env, report) => appendToLog(env, report, whatRanOn),
  },
  {
    name: "log: ask witnesses",
    every: "minute",
    after: ["log: add what is public"],
    run: (env, report) => askWitnesses(env, report),
  },
  { name: "jobs: sweep their rows", every: "day", run: sweepRuns },
];
