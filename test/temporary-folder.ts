import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Makes a temporary folder for the tests and all that they start, and deletes it when all have ended: states of sites,
 * and what a browser or a runtime that was killed leaves behind.
 */
export default function ownTemporaryFolder(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kept-test-"));
  process.env.TMPDIR = folder;
  // Not `rmSync`, which stops without a word at a file that a process which is just ending has deleted first.
  return () => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
