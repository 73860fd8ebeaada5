import { z } from "zod";
import { PromiseId, Said } from "./promises.ts";

/** What keeps a promise. It is checked, not locked: code and tests may be renamed. */
const Control = z
  .strictObject({
    /** Files that keep it, from the project's root. */
    code: z.array(z.string()).min(1),
    /** Names of the tests that prove it, by file. */
    tests: z.record(z.string(), z.array(z.string()).min(1)).default({}),
    /** What people do where no software can. */
    byHand: Said.optional(),
    /** What jobs leave behind that shows it kept every day, as `worker/keeping/evidence/kinds.ts` names it. */
    evidence: z.array(z.string()).default([]),
  })
  .refine(
    ({ tests, byHand }) => byHand || Object.keys(tests).length > 0,
    "name a test, or who keeps it by hand",
  );

export type Control = z.infer<typeof Control>;

/** `content/policy/controls.yaml`: what keeps the promises of every version, by their ids. */
export const Controls = z.record(PromiseId, Control);

export type Controls = z.infer<typeof Controls>;
