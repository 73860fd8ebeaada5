import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { type Diagnostic, type Place, problem } from "../diagnostic.ts";
import { hintFor } from "../hints.ts";

/** YAML that was read and checked, and where it says what: `placeOf` finds the line of a key. */
export interface ReadYaml<Data> {
  data?: Data;
  problems: Diagnostic[];
  placeOf: (...path: PropertyKey[]) => Place;
}

/** Where YAML stands, and how its problems are reported. */
export interface YamlOptions {
  file: string;
  rule: string;
  /** Lines of the file before it. */
  linesBefore?: number;
  /** What a field that the schema does not know is no field of. */
  whole: string;
}

/** Reads and checks YAML. A problem names the line and column in the whole file. */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  { file, rule, linesBefore = 0, whole }: YamlOptions,
): ReadYaml<z.infer<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + linesBefore, column: col };
  };
  const placeOf = (...path: PropertyKey[]) => placeAt(offsetOf(document, path));
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) =>
      problem(file, placeAt(pos[0]), rule, firstLine(message)),
    );
    return { problems, placeOf };
  }
  const read = schema.safeParse(plainValue(document), { error: hintFor });
  if (read.success) return { data: read.data, problems: [], placeOf };
  const problems = read.error.issues.flatMap((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
    return keys.map((key) => {
      const path = key === undefined ? issue.path : [...issue.path, key];
      const sentence =
        key === undefined
          ? sentenceOf(path, issue.message)
          : `${path.join(".")} is no field of ${whole}: correct its name or delete it`;
      return problem(file, placeOf(...path), rule, sentence);
    });
  });
  return { problems, placeOf };
}

function plainValue(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    // Aliases that multiply. The schema then reports the whole block.
    return undefined;
  }
}

function sentenceOf(path: readonly PropertyKey[], message: string): string {
  const name = path.join(".") || "the whole block";
  if (/received undefined/.test(message)) return `${name} is missing: add it`;
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
