/**
 * The entry for tests, in place of worker/index.ts, which needs the pages that Astro builds: the Durable Objects, and
 * an answer for nobody. Every object is known once it is made, so that it can be emptied.
 */
import { RecordHeads as Heads } from "../../worker/audit/record-heads.ts";
import { ErasureLedger as Ledger } from "../../worker/lifetimes/erasure-ledger.ts";
import { LogCopy as Log } from "../../worker/log/log-copy.ts";
import { SentLedger as Sent } from "../../worker/mail/sent-ledger.ts";
import { VisitCounter as Counter } from "../../worker/visits/counting/visit-counter.ts";
import { Limiter as Limits } from "../../worker/web/limiter.ts";
import { known } from "./objects.ts";

export const RecordHeads = known("HEADS", Heads);
export const ErasureLedger = known("ERASURES", Ledger);
export const LogCopy = known("LOG_COPY", Log);
export const SentLedger = known("SENT", Sent);
export const VisitCounter = known("VISITS", Counter);
export const Limiter = known("LIMITS", Limits);

export default {
  fetch: () => new Response("tests call functions and bindings, not this\n", { status: 501 }),
} satisfies ExportedHandler<Env>;
