import { app } from "./app.ts";
import { jobs } from "./keeping/jobs.ts";
import { runJobs } from "./keeping/running.ts";

// biome-ignore lint/performance/noBarrelFile: the runtime looks for Durable Objects among this file's exports.
export { RecordHeads } from "./audit/record-heads.ts";

export { ErasureLedger } from "./lifetimes/erasure-ledger.ts";

export { LogCopy } from "./log/log-copy.ts";

export { SentLedger } from "./mail/sent-ledger.ts";

export { VisitCounter } from "./visits/counting/visit-counter.ts";

export { Limiter } from "./web/limiter.ts";

export default {
  fetch: app.fetch,
  scheduled: (_controller, env) => runJobs(env, jobs),
} satisfies ExportedHandler<Env>;
