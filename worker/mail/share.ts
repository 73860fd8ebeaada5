import type { AppContext } from "../web/app.ts";
import { networkIn, takeShares } from "../web/limits.ts";
import type { Queueing } from "./mail.ts";
import { mailboxOf } from "./mailbox.ts";
import type { StrangerMail } from "./stranger.ts";

/**
 * How much mail of one kind strangers may cause to one mailbox in an hour. What is beyond `together` is for networks
 * that have caused none yet, so that a flood from somewhere else holds up nobody's own.
 */
const maxPerHour = { together: 20, withFirsts: 60 };

const hourMs = 60 * 60_000;

/** How mail that a stranger may have caused enters the outbox. */
export async function strangersQueueing(
  c: Pick<AppContext, "env" | "req">,
  { kind, to }: Pick<StrangerMail, "kind" | "to">,
  at: Date,
): Promise<Queueing> {
  return { max: (await isFirst(c, kind, to, at)) ? maxPerHour.withFirsts : maxPerHour.together };
}

/** Whether a network has asked for no mail of a kind to a mailbox within an hour. */
export async function isFirst(
  c: Pick<AppContext, "env" | "req">,
  kind: string,
  address: string,
  at: Date,
): Promise<boolean> {
  const key = `mail/${kind}/${mailboxOf(address)}/${networkIn(c)}`;
  return (await takeShares(c, [{ key, cost: 1, max: 1, refillMs: hourMs }], at)) === undefined;
}
