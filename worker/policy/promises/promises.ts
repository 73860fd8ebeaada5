import { z } from "zod";
import { Language } from "../../web/organization.ts";
import { isShown } from "../../web/typed-text.ts";

/** A sentence in the languages of the site. */
export const Said = z.partialRecord(Language, z.string().trim().refine(isShown));

export type Said = z.infer<typeof Said>;

/** How ids of promises are written: small letters, digits and single hyphens. */
export const PromiseId = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** What a clause promises, in one sentence that a client understands. */
const PolicyPromise = z.strictObject({
  /** The same in every version that promises it; controls are named after it. */
  id: PromiseId,
  says: Said,
  /** Why nothing controls it, where nothing does. */
  statement: Said.optional(),
});

export type PolicyPromise = z.infer<typeof PolicyPromise>;

/** Everything that one clause promises. */
const ClausePromises = z.strictObject({
  /** For which words of the clause somebody confirmed this: their SHA-256, by language. */
  confirmed: z.partialRecord(Language, z.string()).default({}),
  promises: z.array(PolicyPromise).default([]),
  /** Why the clause promises nothing that software could keep, where it does not. */
  statement: Said.optional(),
});

export type ClausePromises = z.infer<typeof ClausePromises>;

/** `content/policy/<date>/promises.yaml`: what a version promises, by the ids of its clauses. */
export const VersionPromises = z.record(z.string(), ClausePromises);

export type VersionPromises = z.infer<typeof VersionPromises>;
