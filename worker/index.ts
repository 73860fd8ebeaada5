import { eraseDueAccounts } from "./accounts/erasure/erasing.ts";
import { replayErasures } from "./accounts/erasure/replaying.ts";
import { sweepAccountsDaily } from "./accounts/erasure/sweep.ts";
import { app, links } from "./app.ts";
import { sweepLinksDaily } from "./forms/confirm-links/sweep.ts";
import { tendOutbox } from "./mail/delivery.ts";
import { sealedTables } from "./sealed-tables.ts";
import { queueWeeklyMail } from "./staff/statistics/weekly-mail.ts";
import { queueIssues } from "./submissions/newsletter/issuing.ts";
import { sweepSubscriptionsDaily } from "./submissions/newsletter/sweep.ts";
import { resealAfterNewKey } from "./vault/rotation.ts";
import { wakeCounters } from "./visits/counting/recording.ts";
import { sweepVisitsDaily } from "./visits/counting/sweep.ts";

// biome-ignore lint/performance/noBarrelFile: the runtime looks for Durable Objects among what this file exports.
export { ErasureLedger } from "./lifetimes/erasure-ledger.ts";

export { VisitCounter } from "./visits/counting/visit-counter.ts";

export default {
  fetch: app.fetch,
  async scheduled(_controller, env) {
    await Promise.all([
      tendMail(env),
      wakeCounters(env),
      sweepVisitsDaily(env),
      replayErasures(env),
      eraseDueAccounts(env),
      sweepAccountsDaily(env),
      sweepLinksDaily(env, links),
      sweepSubscriptionsDaily(env),
      resealAfterNewKey(env, sealedTables),
    ]);
  },
} satisfies ExportedHandler<Env>;

/** Sends what waits even where queueing more fails. */
async function tendMail(env: Env): Promise<void> {
  try {
    await Promise.all([queueIssues(env), queueWeeklyMail(env)]);
  } finally {
    await tendOutbox(env);
  }
}
