import { eraseDueAccounts } from "./accounts/erasure.ts";
import { sweepAccountsDaily } from "./accounts/sweep.ts";
import { app, links } from "./app.ts";
import { replayErasures } from "./erasures/replaying.ts";
import { sweepLinksDaily } from "./links/sweep.ts";
import { tendOutbox } from "./mail/delivery.ts";
import { queueIssues } from "./newsletter/issuing.ts";
import { sweepSubscriptionsDaily } from "./newsletter/sweep.ts";
import { resealAfterNewKey } from "./vault/rotation.ts";
import { wakeCounters } from "./visits/recording.ts";
import { sweepVisitsDaily } from "./visits/sweep.ts";
import { queueWeeklyMail } from "./weekly/queueing.ts";

// biome-ignore lint/performance/noBarrelFile: the runtime looks for Durable Objects among what this file exports.
export { ErasureLedger } from "./erasures/erasure-ledger.ts";
export { VisitCounter } from "./visits/visit-counter.ts";

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
      resealAfterNewKey(env),
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
