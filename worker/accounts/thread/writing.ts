import organization from "../../../content/organization.yaml";
import { queueMail } from "../../mail/outbox.ts";
import { useAnswerLink } from "../../submissions/answering/links.ts";
import { insertStatus, isTaken } from "../../submissions/status/changes.ts";
import { bySender, type Status } from "../../submissions/status/status.ts";
import { textsIn } from "../../texts/texts.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { isRefusedBy } from "../../web/refused.ts";
import { letterToStaff } from "./letters.ts";
import { type LoadedThread, loadThread } from "./loading.ts";

/** How often something is tried again when staff were faster. */
const maxTries = 5;

/** Adds what a client writes to the thread, from where staff work on it again. The same words twice are kept once. */
export async function writeAgain(
  c: AppContext,
  first: LoadedThread,
  reply: string,
  tokenHash?: string,
): Promise<void> {
  let loaded: LoadedThread | undefined = first;
  for (let tries = 1; loaded; tries += 1) {
    const { form, status, events } = loaded.thread;
    const last = events.at(-1);
    if (last?.isOwn && last.note === reply) return;
    const next = form === "contact" || form === "feedback" ? "received" : status;
    try {
      await record(c, loaded, { status: next, note: reply }, tokenHash, "wrote");
      return;
    } catch (error) {
      if (!isTaken(error) || tries === maxTries) throw error;
      loaded = await loadThread(c.env, first.thread.reference);
    }
  }
}

/** How an offer is accepted, and what else belongs to that. */
export interface Accepting {
  tokenHash?: string;
  more?: readonly D1PreparedStatement[];
}

/**
 * Accepts the offer that waits: the order is confirmed.
 * @returns false when there is none any more, or its day is over
 */
export function acceptOffer(
  c: AppContext,
  loaded: LoadedThread,
  { tokenHash, more = [] }: Accepting,
): Promise<boolean> {
  const { offer, isOver } = loaded.thread;
  if (!offer || isOver) return Promise.resolve(false);
  return step(c, loaded, { status: "confirmed", note: "" }, tokenHash, "accepted", more);
}

/** Declines the offer that waits: the order is cancelled. False when there is none any more. */
export function declineOffer(c: AppContext, loaded: LoadedThread, tokenHash?: string): Promise<boolean> {
  if (!loaded.thread.offer) return Promise.resolve(false);
  const note = textsIn(loaded.language).accounts.thread.declined;
  return step(c, loaded, { status: "cancelled", note }, tokenHash, "declined");
}

interface Written {
  status: Status;
  note: string;
}

async function step(
  c: AppContext,
  loaded: LoadedThread,
  written: Written,
  tokenHash: string | undefined,
  what: "accepted" | "declined",
  more: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  try {
    await record(c, loaded, written, tokenHash, what, more);
    return true;
  } catch (error) {
    if (isTaken(error) || isRefusedBy(error, "trigger", "an order does not take this step")) return false;
    throw error;
  }
}

/** One batch: the change, the mail that tells staff of it, and the proof that the link's reader owns the address. */
async function record(
  c: AppContext,
  { thread: { reference, form }, next: position }: LoadedThread,
  { status, note }: Written,
  tokenHash: string | undefined,
  what: "wrote" | "accepted" | "declined",
  more: readonly D1PreparedStatement[] = [],
): Promise<void> {
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const at = now(c.env);
  const change = { reference, position, status, note, changedAt: at, changedBy: bySender };
  const mail = letterToStaff({ reference, form, position, what }, { organization, origin: c.env.ORIGIN });
  await db.batch([
    await insertStatus(db, ring, change),
    ...(tokenHash === undefined ? [] : [useAnswerLink(db, tokenHash, at)]),
    await queueMail(db, ring, mail, at),
    ...more,
  ]);
}
