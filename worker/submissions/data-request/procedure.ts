import type { RequestKind } from "./form.ts";

/** The steps of a data request. What was done is among them; nothing is ticked. */
export type StepName =
  | "identified"
  | "searched"
  | "extended"
  | "granted"
  | "refused"
  | "exported"
  | "corrected"
  | "restricted"
  | "lifted"
  | "objected"
  | "withdrawn";

/** A step that was taken. */
export interface RequestStep {
  reference: string;
  /** Counted from 1. */
  position: number;
  step: StepName;
  at: Date;
  /** User id of staff. */
  by: string;
  /** How somebody was identified, the legal ground, the reasons. */
  note: string;
  /** How much of each kind was found, or how many records were corrected. */
  found: Readonly<Record<string, number>>;
  /** The day to which the answer was extended, `YYYY-MM-DD`. */
  day?: string;
}

/** What carries a request of each kind out. One to erase ends with the erasure itself, which leaves no step. */
const deeds = {
  see: "exported",
  correct: "corrected",
  restrict: "restricted",
  object: "objected",
  withdraw: "withdrawn",
  erase: undefined,
} as const satisfies Record<RequestKind, StepName | undefined>;

/** Where a request stands: the next thing to do. */
export type Stage = "identify" | "search" | "decide" | "act" | "close" | "lift" | "over";

/**
 * The next thing to do for a request.
 * @param isWithdrawn whether a consent of the person was taken back since: the mailed link does that at once
 */
export function stageOf(
  kind: RequestKind,
  steps: readonly RequestStep[],
  { isOpen, isWithdrawn }: { isOpen: boolean; isWithdrawn: boolean },
): Stage {
  const has = (name: StepName) => steps.some(({ step }) => step === name);
  if (!isOpen) return kind === "restrict" && has("restricted") && !has("lifted") ? "lift" : "over";
  if (has("refused") || (kind === "withdraw" && isWithdrawn)) return "close";
  if (!has("identified")) return "identify";
  if (!has("searched")) return "search";
  if (!has("granted")) return "decide";
  const deed = deeds[kind];
  return deed !== undefined && has(deed) ? "close" : "act";
}

/** How a request ends that may be closed: as the decision and the deed say. */
export function endingOf(steps: readonly RequestStep[]): "done" | "refused" {
  return steps.some(({ step }) => step === "refused") ? "refused" : "done";
}
