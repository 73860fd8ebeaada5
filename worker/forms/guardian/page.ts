import { page } from "../../web/shown-page.ts";
import type { Answers } from "../form/asked.ts";
import type { Decision, WaitingForm } from "../minors/waiting.ts";

/** What a guardian is asked about, in words: each question and its answer, and the boxes that were ticked. */
interface Asked {
  state: "open";
  form: WaitingForm;
  reference: string;
  expiresAt: Date;
  /** Version of the policy that was shown when it was typed. */
  policyVersion: string;
  answers: Answers;
  boxes: readonly string[];
}

/**
 * What the page of a guardian's link shows. `changed`: the policy has changed materially meanwhile, so it has to be sent
 * again. `unknown` is a link that we never mailed or have forgotten.
 */
export type ShownGuardian =
  | Asked
  | { state: Decision | "just-agreed" | "just-refused" | "expired" | "changed"; reference: string }
  | { state: "unknown" };

export const guardianPage = page<ShownGuardian>("/[lang]/guardian/[token]/");
