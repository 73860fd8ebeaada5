import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "../local/build.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder for the states of the sites that the tests start. */
    states: string;
  }
}

/** Builds the Worker and its pages once, before the tests that ask them, and takes away what their sites have kept. */
export default async function builtOnce(project: TestProject): Promise<() => void> {
  await build();
  const states = mkdtempSync(join(tmpdir(), "kept-test-"));
  project.provide("states", states);
  return () => rmSync(states, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
