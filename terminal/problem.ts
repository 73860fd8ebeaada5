import type { Terminal } from "./terminal.ts";

/**
 * What went wrong, as a sentence that the person at the terminal can act on: exit code 1. Empty where the command has
 * said everything already.
 */
export class Problem extends Error {
  /** What to read before the sentence. */
  details(_terminal: Terminal): string {
    return "";
  }
}

/** A command that was not understood, as a sentence without a full stop: exit code 2. */
export class WrongUsage extends Error {}

/** Why the operating system refused, in words: `permission denied` for EACCES. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Record<string, string> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
    ENOTDIR: "a file is in its place",
    EEXIST: "a file is in its place",
  };
  const { errstr } = error as { errstr?: string };
  return words[code ?? ""] ?? errstr ?? code ?? (error instanceof Error ? error.message : String(error));
}
