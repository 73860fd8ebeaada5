import { Problem } from "../terminal/problem.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { printDiagnostics } from "./commands/print.ts";
import type { Diagnostic } from "./diagnostic.ts";

/**
 * A command that cannot be carried out, with the reason and the places in files that led to it. Nothing was changed.
 */
export class Refusal extends Problem {
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    message: string,
    { diagnostics = [], ...options }: ErrorOptions & { diagnostics?: readonly Diagnostic[] } = {},
  ) {
    super(message, options);
    this.diagnostics = diagnostics;
  }

  override details(terminal: Terminal): string {
    return printDiagnostics(this.diagnostics, terminal);
  }
}
