import { type Names, namesIn } from "../../web/names.ts";
import { bindingLanguage, type Organization } from "../../web/organization.ts";
import type { ClauseText, VersionText } from "./version-text.ts";

/**
 * The names under a version’s text: those of its language only where the text itself says them. A text that was published
 * with the binding name keeps the signature it was published and printed with, whatever names are added later.
 */
export function signerOf(
  { language, clauses }: Pick<VersionText, "language"> & { clauses: readonly ClauseText[] },
  organization: Organization,
): Names {
  const own = namesIn(organization, language);
  const saysOwn = clauses.some(({ paragraphs }) => paragraphs.some((words) => words.includes(own.name)));
  return saysOwn ? own : namesIn(organization, bindingLanguage(organization));
}
