import { afterEach, beforeEach } from "vitest";
import { cost } from "../../worker/accounts/engine/hashing.ts";

const real = { ...cost };

/** Lets the hash of a password cost next to nothing, for tests that are about something else. */
export function hashCheaply(): void {
  Object.assign(cost, { N: 2, p: 1 });
}

/** Lets it cost what it does on the site, for the tests of a file or of a `describe`. */
export function hashedForReal(): void {
  beforeEach(() => {
    Object.assign(cost, real);
  });
  afterEach(hashCheaply);
}
