import { afterEach, beforeEach } from "vitest";
import { versions } from "../../worker/policy/versions/lock.ts";
import type { PublishedVersion } from "../../worker/policy/versions/version.ts";

/** Publishes these after the versions of the lock, for the tests of a file. */
export function publishedToo(...later: readonly PublishedVersion[]): void {
  beforeEach(() => {
    versions.push(...later);
  });
  afterEach(() => {
    versions.splice(-later.length, later.length);
  });
}

/** The bindings at a later instant. */
export function envAt(env: Env, instant: string): Env {
  return { ...env, CLOCK_SHIFT_MS: String(Date.parse(instant) - Date.now()) };
}
