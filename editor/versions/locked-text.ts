import { lockedPromises } from "../../worker/policy/promises/locked.ts";
import type { VersionPromises } from "../../worker/policy/promises/promises.ts";
import { normaliseSource } from "../../worker/policy/text/source.ts";
import type { LockedLanguage } from "../../worker/policy/versions/version.ts";
import { sha256 } from "../../worker/web/sha256.ts";
import type { PromisesFile } from "./promises-file.ts";
import type { Source } from "./source.ts";

/** A text as the lock keeps it from the day on which it is published. */
export async function lockedText(
  { language, text = "" }: Source,
  promises: PromisesFile<VersionPromises>,
  today: string,
): Promise<LockedLanguage> {
  return {
    sha256: await sha256(normaliseSource(text)),
    addedOn: today,
    pdf: null,
    promises: await lockedPromises(promises.data ?? {}, language),
  };
}
