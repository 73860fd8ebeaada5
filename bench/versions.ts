import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChangeKind } from "../worker/policy/text/front-matter.ts";
import { normaliseSource } from "../worker/policy/text/source.ts";
import type { LockedLanguage, PublishedVersion } from "../worker/policy/versions/version.ts";
import type { Language } from "../worker/web/organization.ts";
import { sha256 } from "../worker/web/sha256.ts";
import { clauseIds, commitments, frontMatterIn, sentencesIn } from "./words.ts";

const clausesInVersion = 14;
const paragraphsInClause = 5;

/**
 * Writes a folder of published versions with its lock. Version n takes effect n months after January 2000 and differs
 * from the one before in two paragraphs. The same arguments give the same bytes.
 * @param languages of every version; their number times `count` texts of about 20 KB are written
 */
export async function writeVersions(
  folder: string,
  count: number,
  languages: readonly Language[] = ["en", "zh", "ru"],
): Promise<void> {
  const versions: PublishedVersion[] = [];
  for (let index = 0; index < count; index++) {
    const date = new Date(Date.UTC(2000, index, 1)).toISOString().slice(0, 10);
    mkdirSync(join(folder, date), { recursive: true });
    const locked: [Language, LockedLanguage][] = [];
    for (const language of languages) {
      const source = sourceOf(index, language);
      writeFileSync(join(folder, date, `${language}.mdx`), source);
      const hash = await sha256(normaliseSource(source));
      locked.push([language, { sha256: hash, addedOn: date, pdf: null, promises: {} }]);
    }
    versions.push({
      date,
      sequence: index + 1,
      // Midnight in Asia/Shanghai, which is 8 hours ahead all year.
      effectiveAt: new Date(Date.parse(date) - 8 * 3_600_000).toISOString(),
      publishedOn: date,
      kind: kindOf(index),
      state: { is: "published" },
      summary: `Version ${index + 1}.`,
      languages: Object.fromEntries(locked),
      commitments,
    });
  }
  writeFileSync(join(folder, "versions.json"), `${JSON.stringify({ versions }, null, 2)}\n`);
}

function sourceOf(version: number, language: Language): string {
  const clauses = Array.from({ length: clausesInVersion }, (_, clause) => {
    const paragraphs = Array.from({ length: paragraphsInClause }, (_, paragraph) => {
      const place = clause * paragraphsInClause + paragraph;
      return sentencesIn(language, place * 1000 + revisionsOf(place, version));
    });
    const id = clauseIds[clause];
    return `<Clause id="${id}" title="${id}">\n\n${paragraphs.join("\n\n")}\n\n</Clause>\n`;
  });
  return `${frontMatterIn(`Version ${version + 1}.`, kindOf(version))}\n${clauses.join("\n")}`;
}

function kindOf(version: number): ChangeKind {
  return version === 0 ? "first" : "correction";
}

/** How often a paragraph was rewritten up to a version. Each version rewrites two paragraphs, in turn. */
function revisionsOf(place: number, version: number): number {
  const turn = (clausesInVersion * paragraphsInClause) / 2;
  return Math.max(0, Math.floor((version - (place % turn)) / turn) + (version >= place % turn ? 1 : 0));
}
