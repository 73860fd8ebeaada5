import type { Terminal } from "./terminal.ts";

/**
 * What went wrong, as a sentence for the person at the terminal, who can act on it: exit code 1. The sentence is empty
 * where the command has said everything already.
 */
export class Problem extends Error {
  /** What is to be read before the sentence. */
  details(_terminal: Terminal): string {
    return "";
  }
}

/** A command that was not understood, as a sentence without its full stop: exit code 2. */
export class WrongUsage extends Error {}

/** What the operating system refused, in words: `permission denied` for EACCES. */
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
  return words[code ?? ""] ?? code ?? String(error);
}
