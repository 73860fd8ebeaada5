import { readFileSync } from "node:fs";
import type { FrontMatter } from "../../worker/policy/text/front-matter.ts";
import { withFrontMatter } from "./compose-front-matter.ts";
import { readFrontMatter } from "./front-matter.ts";

/** A first version to write: every commitment with a period that is easy to keep, and two clauses that show the form. */
const template = readFileSync(new URL("first-version.mdx", import.meta.url), "utf8");

/** What a first version may promise. Its author decides. */
export function firstCommitments(): FrontMatter["commitments"] {
  const { data } = readFrontMatter(template, "first-version.mdx");
  if (!data) throw new Error("first-version.mdx has no front matter");
  return data.commitments;
}

/** The first version, with a sentence on what it is. */
export function composeFirstVersion(summary: string): string {
  return withFrontMatter(template, { summary });
}
