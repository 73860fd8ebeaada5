import type { Refusal } from "../../forms/receiving/again.ts";
import { endingOf } from "../../submissions/data-request/procedure.ts";
import { insertStatus } from "../../submissions/status/changes.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { changeTo, senderOf } from "../desk/acting.ts";
import { changeStatus, tell } from "../desk/changing-status.ts";
import { extendItem } from "../desk/working.ts";
import { takeSteps } from "./deeds.ts";
import type { LoadedRequest } from "./loading.ts";

/** Records how the person was identified, where the confirmed address was not enough. */
export async function identify(c: AppContext, loaded: LoadedRequest, how: string): Promise<boolean> {
  const isKnown = loaded.procedure.steps.some(({ step, note }) => step === "identified" && note === how);
  return isKnown || takeSteps(c, loaded, [{ step: "identified", note: how }]);
}

/** Extends the answer as far as the law lets it, and tells the person why. Once, and only while that is possible. */
export async function extend(
  c: AppContext,
  loaded: LoadedRequest,
  reason: string,
): Promise<boolean | Refusal> {
  const { extendable: day } = loaded.procedure;
  if (day === undefined) return { notice: (t) => t.notices.staff.noExtension };
  const { item } = loaded.submission;
  const to = senderOf(loaded);
  const change = changeTo(c, loaded, "received", reason);
  const more = [sharedTextsIn(item.language).mail.status.extended({ day })];
  return takeSteps(
    c,
    loaded,
    [{ step: "extended", note: reason, day }],
    [
      await insertStatus(c.env.DB, await keyRing(c.env), change),
      ...(to ? await tell(c.env, change, { ...to, isMessage: true, more }) : []),
      extendItem(c.env.DB, item.reference, day),
    ],
  );
}

/** Refuses the request with ground and reasons, which are the closing letter. */
export async function refuse(
  c: AppContext,
  loaded: LoadedRequest,
  { refusalGround, reasons }: { refusalGround: string; reasons: string },
): Promise<boolean> {
  const to = senderOf(loaded);
  const change = changeTo(c, loaded, "refused", reasons);
  const { ground } = sharedTextsIn(loaded.submission.item.language).mail.status;
  const more = [ground({ ground: refusalGround })];
  return takeSteps(
    c,
    loaded,
    [{ step: "refused", note: refusalGround }],
    [
      await insertStatus(c.env.DB, await keyRing(c.env), change),
      ...(to ? await tell(c.env, change, { ...to, more }) : []),
    ],
  );
}

/** Closes a request with the last letter. It is done when what it asks for was done, which the database asks too. */
export async function close(c: AppContext, loaded: LoadedRequest, note: string): Promise<boolean | Refusal> {
  const { stage, steps } = loaded.procedure;
  if (stage === "over" || stage === "lift") return false;
  if (stage !== "close") return { notice: (t) => t.notices.staff.nothingDone };
  const to = senderOf(loaded);
  return changeStatus(c.env, changeTo(c, loaded, endingOf(steps), note), { to, tip: loaded.tip });
}
