import type { Terminal } from "../../terminal/terminal.ts";
import type { Diagnostic } from "../diagnostic.ts";

/** Diagnostics, one per line: `file:line:column  error  rule  what to do`. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], { paint }: Terminal): string {
  return diagnostics
    .map(({ file, line, column, severity, rule, message }) => {
      const colour = severity === "error" ? "red" : "yellow";
      return `${file}:${line}:${column}  ${paint(colour, severity)}  ${paint("bold", rule)}  ${message}\n`;
    })
    .join("");
}

/** “1 error, 2 warnings”. */
export function countInWords(diagnostics: readonly Diagnostic[]): string {
  const errors = countOf(diagnostics, "error");
  const warnings = countOf(diagnostics, "warning");
  return `${plural(errors, "error")}, ${plural(warnings, "warning")}`;
}

export function countOf(diagnostics: readonly Diagnostic[], severity: Diagnostic["severity"]): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

/** “1 day”, “2 days”. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
