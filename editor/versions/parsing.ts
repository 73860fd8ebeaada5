import { type MdastNode, mdxToMdast } from "satteri";
import { type Diagnostic, type Place, problem } from "../diagnostic.ts";

/** A parsed text; `blocks` are missing where something could not be read, and `guessed` has the rest. */
export interface Parsed {
  blocks?: readonly MdastNode[];
  /** The blocks as they are once what could not be read counts as words. For finding other mistakes only. */
  guessed: readonly MdastNode[];
  problems: readonly Diagnostic[];
}

/** A text with more mistakes than this is not one yet. */
const maxProblems = 100;

/** Parses MDX, and goes on behind each mistake, so that an editor hears of all of them. */
export function parseText(text: string, file: string): Parsed {
  const problems: Diagnostic[] = [];
  let rest = text;
  while (problems.length < maxProblems) {
    const parsed = parse(rest);
    if ("blocks" in parsed)
      return { ...(problems.length === 0 && { blocks: parsed.blocks }), guessed: parsed.blocks, problems };
    const offset = offsetOf(rest, parsed.place);
    problems.push(problem(file, parsed.place, "mdx", messageOn(text.slice(offset), parsed.message)));
    if (offset === text.length || /^<\/?Clause\b/.test(text.slice(offset))) break;
    rest = `${rest.slice(0, offset)}(${rest.slice(offset + 1)}`;
  }
  return { guessed: [], problems };
}

/** Where the mark is that could not be read: at the place that the parser names, or before it on the line. */
function offsetOf(text: string, { line, column }: Place): number {
  const lines = text.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const upTo = text.slice(0, start + column);
  const mark = Math.max(upTo.lastIndexOf("<"), upTo.lastIndexOf("{"));
  return mark < 0 ? text.length : mark;
}

/** What to write instead of what stands there. */
const remedies: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/^<br\b[^>]*>/i, () => "<br> is HTML: end the line with a backslash to break it"],
  [/^<!--/, () => "<!-- --> is HTML: write a comment as {/* like this */}"],
  [
    /^<(?:mailto:)?([^\s<>@]+@[^\s<>]+)>/i,
    ([, address]) => `an address in angle brackets is no link here: write [${address}](mailto:${address})`,
  ],
  [
    /^<(https?:[^\s<>]+)>/i,
    ([, address]) => `an address in angle brackets is no link here: write [words](${address})`,
  ],
];

function messageOn(rest: string, parsers: string): string {
  for (const [pattern, say] of remedies) {
    const match = pattern.exec(rest);
    if (match) return say(match);
  }
  return `${parsers}: put a backslash before < or { where it is meant as text`;
}

function parse(text: string): { blocks: readonly MdastNode[] } | { place: Place; message: string } {
  try {
    const root = mdxToMdast(text) as Extract<MdastNode, { type: "root" }>;
    return { blocks: root.children };
  } catch (error) {
    const [, line, column, message = ""] =
      /^(\d+):(\d+): (.*?)(?: \(mdx[\w:-]+\))?$/s.exec((error as Error).message) ?? [];
    if (line === undefined) throw error;
    return { place: { line: Number(line), column: Number(column) }, message };
  }
}
