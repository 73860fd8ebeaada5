import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Organization } from "../../worker/web/organization.ts";
import { type Diagnostic, fileStart, problem } from "../diagnostic.ts";
import { parsedClauses } from "../versions/clauses.ts";
import type { Source } from "../versions/source.ts";
import { openSources, type Version } from "../versions/tree.ts";
import type { Checked } from "./checked.ts";

/**
 * A draft exists in every language of the organization, and commits to the same in each. A translation that is added to
 * a published version has the same clauses and commitments as what was published.
 */
export function checkLanguages(checked: Checked): Diagnostic[] {
  return checked.tree.versions.flatMap((version) =>
    version.locked ? checkTranslations(version, checked) : checkDraft(version, checked),
  );
}

function checkTranslations(version: Version, { organization }: Checked): Diagnostic[] {
  const open = openSources(version);
  const main = version.sources.find((source) => !open.includes(source));
  return [...unlisted(open, organization), ...(main ? open.flatMap((source) => compare(source, main)) : [])];
}

function checkDraft({ date, sources }: Version, { organization, publishing, tree }: Checked): Diagnostic[] {
  const [leading] = organization.languages;
  const main = sources.find(({ language }) => language === leading) ?? sources[0];
  if (!main) {
    const file = `${dirname(tree.lockFile)}/${date}`;
    return [
      problem(
        file,
        fileStart,
        "missing-language",
        `holds no text: write ${leading}.mdx or delete the folder`,
      ),
    ];
  }
  const missing = organization.languages.filter((one) => !sources.some(({ language }) => language === one));
  return [
    ...missing.map((language) => {
      const message = `has no translation ${language}.mdx: write it before you publish`;
      return problem(
        main.file,
        fileStart,
        "missing-language",
        message,
        publishing === date ? "error" : "warning",
      );
    }),
    ...unlisted(sources, organization),
    ...sources.filter((source) => source !== main).flatMap((source) => compare(source, main)),
  ];
}

function unlisted(sources: readonly Source[], { languages }: Organization): Diagnostic[] {
  return sources
    .filter(({ language }) => !languages.includes(language))
    .map(({ file, language }) => {
      const message = `organization.yaml does not list the language ${language}: add it there or delete the text`;
      return problem(file, fileStart, "unlisted-language", message);
    });
}

function compare(source: Source, main: Source): Diagnostic[] {
  const [own, other] = [source.frontMatter, main.frontMatter];
  if (!own || !other) return [];
  const fields = (["kind", "commitments"] as const).filter(
    (field) => !isDeepStrictEqual(own[field], other[field]),
  );
  const found = fields.map((field) => {
    const message = `${field} differs from ${main.language}.mdx: a version promises the same in every language`;
    return problem(source.file, source.placeOf(field), "language-differs", message);
  });
  // Of a text that cannot be read yet nothing is known of its clauses.
  if (!source.blocks || !main.blocks) return found;
  const [ids, wanted] = [source, main].map((one) => parsedClauses(one).map(({ id }) => id)) as [
    string[],
    string[],
  ];
  const index = wanted.findIndex((id, place) => ids[place] !== id);
  const place = index < 0 && ids.length > wanted.length ? wanted.length : index;
  if (place < 0) return found;
  const at = parsedClauses(source)[place]?.place ?? fileStart;
  const message = `has ${ids[place] ?? "no clause"} where ${main.language}.mdx has ${wanted[place] ?? "none"}: keep the same clauses in the same order`;
  return [...found, problem(source.file, at, "language-differs", message)];
}
