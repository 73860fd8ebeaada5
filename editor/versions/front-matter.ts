import { FrontMatter } from "../../worker/policy/text/front-matter.ts";
import { fileStart, problem } from "../diagnostic.ts";
import { type ReadYaml, readYaml } from "./yaml.ts";

/** The block between `---` lines at the start of a source, without these lines. */
export function frontMatterOf(source: string): string | undefined {
  return /^---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|$)/s.exec(source)?.slice(1)[0] ?? emptyBlock(source);
}

/** Reads and checks front matter. A problem names the line and column in the whole file. */
export function readFrontMatter(source: string, file: string): ReadYaml<FrontMatter> {
  const block = frontMatterOf(source);
  if (block !== undefined) {
    return readYaml(block, FrontMatter, {
      file,
      rule: "front-matter",
      linesBefore: 1,
      whole: "a policy text",
    });
  }
  const message =
    "has no front matter: begin the file with --- and end the block with --- on a line of its own";
  return { problems: [problem(file, fileStart, "front-matter", message)], placeOf: () => fileStart };
}

function emptyBlock(source: string): string | undefined {
  return /^---[ \t]*\n---/.test(source) ? "" : undefined;
}
