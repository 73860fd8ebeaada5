import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";
import { FrontMatter } from "../../worker/policy/text/front-matter.ts";
import { type Diagnostic, fileStart, type Place, problem } from "../diagnostic.ts";
import { hintFor } from "../hints.ts";

/** What a source says about itself, and where: `placeOf` finds the line of a key. */
export interface ReadFrontMatter {
  data?: FrontMatter;
  problems: Diagnostic[];
  placeOf: (...path: PropertyKey[]) => Place;
}

/** The block between `---` lines at the start of a source, without these lines. */
export function frontMatterOf(source: string): string | undefined {
  return /^---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|$)/s.exec(source)?.slice(1)[0] ?? emptyBlock(source);
}

/** Reads and checks front matter. A problem names the line and column in the whole file. */
export function readFrontMatter(source: string, file: string): ReadFrontMatter {
  const block = frontMatterOf(source);
  if (block === undefined) {
    const message =
      "has no front matter: begin the file with --- and end the block with --- on a line of its own";
    return { problems: [problem(file, fileStart, "front-matter", message)], placeOf: () => fileStart };
  }
  const lines = new LineCounter();
  const document = parseDocument(block, { lineCounter: lines });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + 1, column: col };
  };
  const placeOf = (...path: PropertyKey[]) => placeAt(offsetOf(document, path));
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) =>
      problem(file, placeAt(pos[0]), "front-matter", firstLine(message)),
    );
    return { problems, placeOf };
  }
  const read = FrontMatter.safeParse(plainValue(document), { error: hintFor });
  if (read.success) return { data: read.data, problems: [], placeOf };
  const problems = read.error.issues.flatMap((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
    return keys.map((key) => {
      const path = key === undefined ? issue.path : [...issue.path, key];
      return problem(
        file,
        placeOf(...path),
        "front-matter",
        sentenceOf(path, issue.message, key !== undefined),
      );
    });
  });
  return { problems, placeOf };
}

function emptyBlock(source: string): string | undefined {
  return /^---[ \t]*\n---/.test(source) ? "" : undefined;
}

function plainValue(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    // Aliases that multiply. The schema then reports the whole block.
    return undefined;
  }
}

function sentenceOf(path: readonly PropertyKey[], message: string, isUnknown: boolean): string {
  const name = path.join(".");
  if (isUnknown) return `${name} is no field of a policy text: correct its name or delete it`;
  if (/received undefined/.test(message)) return `${name || "the whole block"} is missing: add it`;
  return `${name}: ${message.replace(/^Invalid input: /, "")}`;
}

/** Where the key at the end of the path is, or the last part of the path that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const name = String(path[length - 1]);
    const node = isMap(parent)
      ? parent.items.find(({ key }) => String(key) === name)?.key
      : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
}
