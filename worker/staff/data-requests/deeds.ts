import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import type { Action } from "../../audit/entry.ts";
import { recordDeed } from "../../audit/recording.ts";
import type { StepName } from "../../submissions/data-request/procedure.ts";
import { insertStep, isStepRefused } from "../../submissions/data-request/steps.ts";
import { isTaken } from "../../submissions/status/changes.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import type { LoadedRequest } from "./loading.ts";

/** A step to take now. */
export interface NewStep {
  step: StepName;
  note?: string;
  found?: Readonly<Record<string, number>>;
  day?: string;
}

/** The steps before a deed that were not taken yet: the confirmed address identifies, the page shows what was found. */
export function stepsBefore({ procedure: { steps, held } }: LoadedRequest, ground: string): NewStep[] {
  const lacks = (name: StepName) => !steps.some(({ step }) => step === name);
  const found = Object.fromEntries(held.parts.map(({ name, count }) => [name, count]));
  return [
    ...(lacks("identified") ? [{ step: "identified" as const }] : []),
    ...(lacks("searched") ? [{ step: "searched" as const, found }] : []),
    ...(lacks("granted") ? [{ step: "granted" as const, note: ground }] : []),
  ];
}

/**
 * Takes steps with what they do, in one batch with the entry of the audit log.
 * @returns false when somebody was faster, or a step does not follow
 */
export async function takeSteps(
  c: AppContext,
  loaded: LoadedRequest,
  steps: readonly NewStep[],
  statements: readonly D1PreparedStatement[] = [],
  action: Action = "request-step",
): Promise<boolean> {
  const { reference } = loaded.submission.item;
  const at = now(c.env);
  const { userId: by } = signedInOf(c);
  const ring = await keyRing(c.env);
  const first = loaded.procedure.steps.length + 1;
  const rows = await Promise.all(
    steps.map(({ step, note = "", found = {}, day }, index) =>
      insertStep(c.env.DB, ring, {
        reference,
        position: first + index,
        step,
        at,
        by,
        note,
        found,
        ...(day === undefined ? {} : { day }),
      }),
    ),
  );
  try {
    await recordDeed(
      c.env,
      { actor: by, action, subject: reference, at },
      [...rows, ...statements],
      loaded.tip,
    );
    return true;
  } catch (error) {
    if (isStepRefused(error) || isTaken(error)) return false;
    throw error;
  }
}
