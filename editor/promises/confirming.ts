import { wordsHash } from "../../worker/policy/promises/locked.ts";
import type { Language } from "../../worker/web/organization.ts";
import { checkBody } from "../check/body.ts";
import { clauseTexts } from "../versions/clause-texts.ts";
import { openSources, type Version } from "../versions/tree.ts";

/**
 * The SHA-256 of a clause's words in each language that is not published yet, from texts whose body has nothing wrong
 * in it.
 */
export async function wordsHashes(version: Version): Promise<Map<string, Partial<Record<Language, string>>>> {
  const clauses = new Map<string, Partial<Record<Language, string>>>();
  for (const source of openSources(version).filter((one) => checkBody(one).length === 0)) {
    for (const clause of clauseTexts(source) ?? []) {
      const hashes = clauses.get(clause.id) ?? {};
      hashes[source.language] = await wordsHash(clause);
      if (clause.id !== "") clauses.set(clause.id, hashes);
    }
  }
  return clauses;
}

/** Clauses with an entry that nobody has confirmed for the words that they have now, and in which languages. */
export async function unconfirmedClauses(version: Version): Promise<{ id: string; languages: Language[] }[]> {
  const promised = version.promises.data ?? {};
  return [...(await wordsHashes(version))].flatMap(([id, hashes]) => {
    const entry = promised[id];
    if (!entry || (entry.promises.length === 0 && !entry.statement)) return [];
    const languages = (Object.keys(hashes) as Language[]).filter(
      (language) => entry.confirmed[language] !== hashes[language],
    );
    return languages.length > 0 ? [{ id, languages }] : [];
  });
}
