import { z } from "astro/zod";
import { EvidenceId } from "../worker/keeping/evidence/kinds.ts";
import { Language } from "../worker/web/organization.ts";

/** A text in the languages of the site; always in English. */
const Said = z.partialRecord(Language, z.string().min(1)).refine((said) => said.en, "write it in English");

/** One promise of a clause, in our words, with what keeps it. */
const KeptPromise = z
  .strictObject({
    says: Said,
    /** Files that keep it, from the project's root. */
    code: z.array(z.string()).min(1),
    /** Names of the tests that prove it, by file. */
    tests: z.record(z.string(), z.array(z.string()).min(1)).default({}),
    /** What people do where no software can. */
    byHand: Said.optional(),
    /** What jobs leave behind that shows it kept every day (worker/keeping/evidence/kinds.ts). */
    evidence: z.array(EvidenceId).default([]),
  })
  .refine(
    ({ tests, byHand }) => byHand || Object.keys(tests).length > 0,
    "name a test, or who keeps it by hand",
  );

/** A clause, by id, with everything it promises: one entry of `content/promises.yaml`. */
export const ClausePromises = z.strictObject({ id: z.string(), promises: z.array(KeptPromise).min(1) });
export type ClausePromises = z.infer<typeof ClausePromises>;
