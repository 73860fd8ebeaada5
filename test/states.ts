import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder for the states of the sites that the tests start. */
    states: string;
  }
}

/**
 * Makes a folder for what the tests' sites store, and deletes it when all have ended. It is the temporary folder of all
 * that tests start, too: a browser or a runtime that was killed leaves its own behind.
 */
export default function statesOfSites(project: TestProject): () => void {
  const states = mkdtempSync(join(tmpdir(), "kept-test-"));
  project.provide("states", states);
  process.env.TMPDIR = states;
  return () => rmSync(states, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
