import type { DisclosureEvent } from "../../accounts/disclosures/disclosure.ts";
import { insertEvent, isForbiddenStep } from "../../accounts/disclosures/events.ts";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import type { Action } from "../../audit/entry.ts";
import { recordDeed } from "../../audit/recording.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import type { LoadedDisclosure } from "./loading.ts";

/** Records a step in the history and the audit log, in one batch; false when it may not follow. */
export async function takeStep(
  c: AppContext,
  { disclosure, events, tip }: LoadedDisclosure,
  action: Action,
  taken: Pick<DisclosureEvent, "step"> & Partial<DisclosureEvent>,
  more: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const at = now(c.env);
  const actor = signedInOf(c).userId;
  const { reference } = disclosure;
  const place = { disclosure: reference, position: events.length + 1, at, by: actor, note: "" };
  const event = await insertEvent(c.env.DB, await keyRing(c.env), { ...place, ...taken });
  try {
    await recordDeed(c.env, { actor, action, subject: reference, at }, [event, ...more], tip);
    return true;
  } catch (error) {
    if (isForbiddenStep(error)) return false;
    throw error;
  }
}

/** Changes the hold on the records and records it; false when there is none. */
export async function changeHold(
  c: AppContext,
  { disclosure, hold, tip }: LoadedDisclosure,
  action: Extract<Action, "hold-reviewed" | "hold-released">,
  statement: D1PreparedStatement,
): Promise<boolean> {
  if (!hold || hold.released) return false;
  const deed = { actor: signedInOf(c).userId, action, subject: disclosure.reference, at: now(c.env) };
  await recordDeed(c.env, deed, [statement], tip);
  return true;
}
