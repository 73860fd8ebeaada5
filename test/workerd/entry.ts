/**
 * The entry for tests, in place of worker/index.ts, which needs the pages that Astro builds: the Durable Objects, and
 * an answer for nobody.
 */
// biome-ignore lint/performance/noBarrelFile: the runtime looks for Durable Objects among this file's exports.
export { RecordHeads } from "../../worker/audit/record-heads.ts";
export { ErasureLedger } from "../../worker/lifetimes/erasure-ledger.ts";
export { LogCopy } from "../../worker/log/log-copy.ts";
export { VisitCounter } from "../../worker/visits/counting/visit-counter.ts";
export { Limiter } from "../../worker/web/limiter.ts";

export default {
  fetch: () => new Response("tests call functions and bindings, not this\n", { status: 501 }),
} satisfies ExportedHandler<Env>;
