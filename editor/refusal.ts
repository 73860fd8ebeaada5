import type { Diagnostic } from "./diagnostic.ts";

/** A command that cannot be done, with the reason: exit code 1, and nothing was changed. */
export class Refusal extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    message: string,
    { diagnostics = [], ...options }: ErrorOptions & { diagnostics?: readonly Diagnostic[] } = {},
  ) {
    super(message, options);
    this.diagnostics = diagnostics;
  }
}

/** A command that was not understood: exit code 2. */
export class WrongUsage extends Error {}
