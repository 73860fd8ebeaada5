/** Something that an editor has to fix (`error`) or should look at (`warning`). Lines and columns count from 1. */
export interface Diagnostic {
  /** The file, as a path that an editor can open from where the command ran. */
  file: string;
  line: number;
  column: number;
  severity: "error" | "warning";
  /** Name of the rule, the same in every release. */
  rule: string;
  /** What is wrong and what to do about it. */
  message: string;
}

/** A place in a file. A column counts UTF-16 units, as editors do. */
export interface Place {
  line: number;
  column: number;
}

export const fileStart: Place = { line: 1, column: 1 };

/** An error in a file. The severity can be overridden. */
export function problem(
  file: string,
  { line, column }: Place,
  rule: string,
  message: string,
  severity: Diagnostic["severity"] = "error",
): Diagnostic {
  return { file, line, column, severity, rule, message };
}

/** Sorts by file, then by place: the order in which an editor reads them. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line || a.column - b.column,
  );
}

/** Where an offset lies in a text with LF line ends. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
