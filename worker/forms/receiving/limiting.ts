import type { AppContext } from "../../web/app.ts";
import type { Share } from "../../web/buckets.ts";
import { ofTicket, takeShares } from "../../web/limits.ts";
import type { Refusal } from "./again.ts";
import type { Sent } from "./receiving.ts";
import type { TicketProof } from "./tickets.ts";

/**
 * Takes what a form costs.
 * @param isStored whether it stores what was typed. Then its ticket is good for a few different answers, and the same
 *   answers again cost nothing
 * @returns the refusal while something is used up; undefined when it may be acted on
 */
export async function limited(
  c: AppContext,
  { ticket, key, receivedAt }: Pick<Sent<unknown, TicketProof>, "ticket" | "key" | "receivedAt">,
  shares: readonly Share[],
  isStored: boolean,
): Promise<Refusal | undefined> {
  const ofThisTicket = ofTicket(ticket.nonce);
  const all = isStored ? [...shares, ofThisTicket] : shares;
  const waiting = await takeShares(c, all, receivedAt, isStored ? `${ticket.form}/${key}` : undefined);
  if (waiting?.share === ofThisTicket) return { notice: { reason: "used-up" }, isStale: true };
  return waiting && tooMany(waiting.seconds);
}

/** The same for a form without a ticket; `once` is the same for a repeat of the same thing, which takes nothing. */
export async function refusalWhile(
  c: AppContext,
  shares: readonly Share[],
  at: Date,
  once: string,
): Promise<Refusal | undefined> {
  const waiting = await takeShares(c, shares, at, once);
  return waiting && tooMany(waiting.seconds);
}

function tooMany(waitSeconds: number): Refusal {
  return { notice: { reason: "too-many", waitSeconds }, status: 429, waitSeconds };
}
