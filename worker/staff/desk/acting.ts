import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { rememberErasures } from "../../accounts/erasure/erasing.ts";
import type { Action } from "../../audit/entry.ts";
import { recordDeed } from "../../audit/recording.ts";
import { releaseSubmission } from "../../forms/intake/submissions.ts";
import { insertErasure } from "../../lifetimes/erasures.ts";
import { placeHold, releaseHold } from "../../lifetimes/holds.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { releaseMail } from "../../mail/outbox.ts";
import { insertNote } from "../../submissions/answering/notes.ts";
import type { Status, StatusChange } from "../../submissions/status/status.ts";
import { newToken } from "../../vault/locking.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { sha256 } from "../../web/sha256.ts";
import type { Told } from "./changing-status.ts";
import { recordMark, submissionErasure } from "./erasing.ts";
import type { Loaded } from "./loading.ts";
import { assignItem } from "./working.ts";

/** The next change of an item, by whoever is signed in. */
export function changeTo(
  c: AppContext,
  { submission: { item, changes } }: Loaded,
  status: Status,
  note: string,
): StatusChange {
  return {
    reference: item.reference,
    position: changes.length + 1,
    status,
    changedAt: now(c.env),
    changedBy: signedInOf(c).userId,
    note,
  };
}

/** The sender of an item, to be told of a change; undefined where they left no address. */
export function senderOf({ submission: { item, typed }, context }: Loaded): Told | undefined {
  if (!typed.email) return undefined;
  const original = context.isConfirmed ? wordsIn(typed) : "";
  return {
    email: typed.email,
    language: item.language,
    token: newToken(),
    ...(original === "" ? {} : { original }),
  };
}

/** What its sender wrote, of whatever form. */
export function wordsIn(typed: Readonly<Record<string, string>>): string {
  return typed.message ?? typed.feedback ?? typed.goods ?? typed.details ?? "";
}

/** Does something to an item, with an entry of the audit log in the same batch. */
export async function doTo(
  c: AppContext,
  { submission: { item }, tip }: Loaded,
  action: Action,
  statements: readonly D1PreparedStatement[],
): Promise<true> {
  const deed = { actor: signedInOf(c).userId, action, subject: item.reference, at: now(c.env) };
  await recordDeed(c.env, deed, statements, tip);
  return true;
}

/** Adds a note for the others. The same words about the same state are kept once. */
export async function noteDown(c: AppContext, loaded: Loaded, note: string): Promise<true> {
  const { item, changes } = loaded.submission;
  const { userId: writtenBy } = signedInOf(c);
  const mark = (await sha256(`${writtenBy} ${changes.length} ${note}`)).slice(0, 16);
  const written = {
    id: `${item.reference}/${mark}`,
    reference: item.reference,
    writtenAt: now(c.env),
    writtenBy,
    note,
  };
  return doTo(c, loaded, "noted", [await insertNote(c.env.DB, await keyRing(c.env), written)]);
}

/** Gives an item to somebody; to nobody if that is empty. */
export function assignTo(c: AppContext, loaded: Loaded, assignee: string): Promise<true> {
  const { reference } = loaded.submission.item;
  return doTo(c, loaded, "assigned", [assignItem(c.env.DB, reference, assignee === "" ? null : assignee)]);
}

/** Holds an item back from every erasure and sweep until the hold is released. The same hold again changes nothing. */
export async function hold(
  c: AppContext,
  loaded: Loaded,
  { reason, reviewOn }: { reason: string; reviewOn: string },
): Promise<true> {
  const { reference } = loaded.submission.item;
  if (loaded.context.holds.some((one) => one.reason === reason && one.reviewAt === reviewOn)) return true;
  const placed = {
    id: `H-${reference}-${loaded.context.holds.length + 1}-${now(c.env).getTime().toString(36)}`,
    subjects: [reference],
    reason,
    isSilent: false,
    placedBy: signedInOf(c).userId,
    placedAt: now(c.env),
    reviewAt: reviewOn,
  };
  return doTo(c, loaded, "held", await placeHold(c.env.DB, await keyRing(c.env), placed));
}

/** Releases the holds that staff placed on an item from its page; one of a disclosure is released there. */
export function letGo(c: AppContext, loaded: Loaded): Promise<true> {
  const { userId } = signedInOf(c);
  const own = loaded.context.holds.filter(({ id }) => id.startsWith("H-"));
  const released = own.map(({ id }) => releaseHold(c.env.DB, id, userId, now(c.env)));
  return doTo(c, loaded, "hold-released", released);
}

/** Erases what no client sent, with its mail. */
export async function eraseAsSpam(c: AppContext, loaded: Loaded): Promise<true> {
  const at = now(c.env);
  const { item } = loaded.submission;
  const mark = await recordMark(c.env, item.reference, at);
  const erased = await submissionErasure(c.env, item, at);
  await rememberErasures(c.env, [mark]);
  return doTo(c, loaded, "erased", [...erased, insertErasure(c.env.DB, mark)]);
}

/** Takes a submission out of quarantine, and sends the mail that was held. */
export async function release(c: AppContext, loaded: Loaded): Promise<void> {
  const at = now(c.env);
  const { reference } = loaded.submission.item;
  await doTo(c, loaded, "released", [
    releaseSubmission(c.env.DB, reference, at),
    releaseMail(c.env.DB, reference, at),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
}

/** The zone whose days the desk counts in. */
export const { timeZone } = organization;
