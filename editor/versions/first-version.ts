import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { Commitments } from "../../worker/policy/commitments/commitments.ts";
import type { Language } from "../../worker/web/organization.ts";
import { composeFrontMatter } from "./compose-front-matter.ts";
import { frontMatterOf } from "./front-matter.ts";

/** What the template of a first version says at its head. */
interface Head {
  title: string;
  /** What the version is, for the timeline and the feeds. */
  summary: string;
  /** Why its clauses promise nothing yet. */
  statement: string;
}

/** What a first version may promise: periods that are easy to keep. Its author decides. */
export function firstCommitments(): Commitments {
  return Commitments.parse(parse(frontMatterOf(template("en")) ?? "").commitments);
}

/** What is said of a first version that nobody has written yet. */
export function firstWords(language: Language): Head {
  return parse(frontMatterOf(template(language)) ?? "") as Head;
}

/** A first version to write: two clauses that show the form. */
export function composeFirstVersion(
  language: Language,
  { summary = firstWords(language).summary, commitments = firstCommitments() } = {},
): string {
  const { title } = firstWords(language);
  const clauses = template(language).replace(/^---\n.*?\n---\n/s, "");
  return composeFrontMatter({ title, summary, kind: "first", commitments }) + clauses;
}

/** In the language, or in English where nobody has translated it. English also has the commitments of all. */
function template(language: Language): string {
  const at = (one: string) => new URL(`first-version/${one}.mdx`, import.meta.url);
  return readFileSync(existsSync(at(language)) ? at(language) : at("en"), "utf8");
}
