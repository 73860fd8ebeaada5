import { join } from "node:path";
import { shownBlocks } from "../../worker/policy/text/blocks.ts";
import { blocksIn } from "../../worker/policy/text/reading.ts";
import type { PublishedVersion } from "../../worker/policy/versions/version.ts";
import type { Language, Organization } from "../../worker/web/organization.ts";
import { sha256 } from "../../worker/web/sha256.ts";
import { clauseTexts } from "../versions/clause-texts.ts";
import { readTree, type Tree } from "../versions/tree.ts";
import { writeWhole } from "../versions/write.ts";
import { writeLock } from "../versions/write-lock.ts";
import type { PrintedVersion } from "./document.ts";
import { printed } from "./printing.ts";

/** Where the PDF of a version lies: beside its text. */
export function pdfFile(date: string, language: Language): string {
  return `${date}/${language}.pdf`;
}

/**
 * Makes the PDFs that published versions lack, and puts their hashes into the lock; nothing else of it changes. Throws
 * when no Chromium can be started, and writes nothing then.
 * @param date only those of this version
 * @returns the files that were made
 */
export async function addMissingPdfs(
  folder: string,
  organization: Organization,
  date?: string,
): Promise<string[]> {
  const tree = readTree(folder);
  const missing = tree.lock
    .filter((version) => date === undefined || version.date === date)
    .flatMap((version) => versionsWithout(version, tree));
  if (missing.length === 0) return [];
  const files = await printed(missing, organization);
  const hashes = new Map<string, string>();
  for (const [index, version] of missing.entries()) {
    const content = files[index];
    if (!content) throw new Error("a PDF was not made");
    const file = pdfFile(version.date, version.language);
    writeWhole(join(tree.folder, file), content);
    hashes.set(file, await sha256(content));
  }
  writeLock(
    tree.folder,
    tree.lock.map((version) => ({
      ...version,
      languages: Object.fromEntries(
        Object.entries(version.languages).map(([language, locked]) => [
          language,
          { ...locked, pdf: hashes.get(pdfFile(version.date, language as Language)) ?? locked.pdf },
        ]),
      ),
    })),
  );
  return [...hashes.keys()];
}

function versionsWithout(
  { date, sequence, publishedOn, languages }: PublishedVersion,
  tree: Tree,
): PrintedVersion[] {
  const sources = tree.versions.find((one) => one.date === date)?.sources ?? [];
  return sources.flatMap((source) => {
    const { language, blocks, frontMatter } = source;
    const locked = languages[language];
    const clauses = clauseTexts(source);
    if (!locked || locked.pdf !== null || !blocks || !frontMatter || !clauses) return [];
    const { title, kind, numbered, signed, commitments } = frontMatter;
    return [
      {
        language,
        date,
        sequence,
        publishedOn,
        title,
        kind,
        sha256: locked.sha256,
        clauses,
        blocks: shownBlocks(blocksIn(blocks), commitments, language),
        numbered,
        signed,
      },
    ];
  });
}
