import type { Language } from "../../web/organization.ts";
import { sha256 } from "../../web/sha256.ts";
import type { ClauseText } from "../text/version-text.ts";
import type { VersionPromises } from "./promises.ts";

/** Promises as the lock keeps them: by clause and id, the SHA-256 of each sentence in one language. */
export type LockedPromises = Record<string, Record<string, string>>;

/** What a version promises in a language, as its lock holds it. */
export async function lockedPromises(promises: VersionPromises, language: Language): Promise<LockedPromises> {
  const clauses = Object.entries(promises).map(async ([clause, { promises }]) => {
    const hashes = promises.map(
      async ({ id, says }) => [id, await sha256((says[language] ?? "").normalize("NFC"))] as const,
    );
    return [clause, Object.fromEntries(await Promise.all(hashes))] as const;
  });
  return Object.fromEntries(await Promise.all(clauses));
}

/** SHA-256 of a clause's words as a reader sees them, for which its promises are confirmed. */
export function wordsHash({ title, paragraphs }: Pick<ClauseText, "title" | "paragraphs">): Promise<string> {
  return sha256([title, ...paragraphs].join("\n").normalize("NFC"));
}
