import { z } from "zod";
import { Language } from "../../web/organization.ts";
import { EvidenceId } from "./kinds.ts";

/** One promise of a clause in one language, with what keeps it. */
export const Promised = z.strictObject({
  says: z.string(),
  /** What people do where no software can. */
  byHand: z.string().optional(),
  /** Files that keep it, from the project's root. */
  code: z.array(z.string()),
  /** Names of the tests that prove it, by file. */
  tests: z.record(z.string(), z.array(z.string())),
  evidence: z.array(EvidenceId),
  /** Why nothing keeps it, where nothing does. */
  statement: z.string().optional(),
});

export type Promised = z.infer<typeof Promised>;

/** What a version promises in one language: `/{lang}/policy/<date>/promises.json`, which the build makes. */
export const PromisedVersion = z.strictObject({
  date: z.iso.date(),
  language: Language,
  sha256: z.string(),
  clauses: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      number: z.int(),
      promises: z.array(Promised),
      /** Why it promises nothing that software could keep. Without promises and this, nobody has said so yet. */
      statement: z.string().optional(),
    }),
  ),
});

export type PromisedVersion = z.infer<typeof PromisedVersion>;
