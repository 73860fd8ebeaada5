import type { AppContext } from "./app.ts";
import { type NetworkLimit, networkLimit, networkOf } from "./network-limit.ts";

/** Ten minutes: long enough to stop a flood, short enough for an office behind one address. */
const windowMs = 10 * 60_000;

const limits = new Map<string, { max: number; counts: NetworkLimit }>();

/**
 * Takes one submission from the network that a request comes from.
 * @param kind what is counted together
 * @param submission the same for a repeat, which does not count again
 * @returns 0 when it may pass, otherwise the seconds until the next one may
 */
export async function secondsToWait(
  c: AppContext,
  kind: "form" | "receipt",
  submission: string,
  at: Date,
): Promise<number> {
  const max = Number(c.env.FORMS_PER_NETWORK);
  let limit = limits.get(kind);
  if (limit?.max !== max) {
    limit = { max, counts: networkLimit(max, windowMs) };
    limits.set(kind, limit);
  }
  // Cloudflare (or the local server) sets this itself; no other header can be trusted to say where a request comes
  // from.
  return limit.counts.take(networkOf(c.req.header("cf-connecting-ip") ?? ""), submission, at);
}
