import { afterEach, beforeEach } from "vitest";
import type { Commitments } from "../../worker/policy/commitments/commitments.ts";
import { versions } from "../../worker/policy/versions/lock.ts";

/** Lets the versions of the lock commit to this, whatever they say, for the tests of a file. */
export function committed({
  retention = {},
  ...change
}: Partial<Omit<Commitments, "retention">> & { retention?: Partial<Commitments["retention"]> }): void {
  const before = versions.map(({ commitments }) => commitments);
  beforeEach(() => {
    for (const version of versions) {
      const { commitments } = version;
      version.commitments = {
        ...commitments,
        ...change,
        retention: { ...commitments.retention, ...retention },
      };
    }
  });
  afterEach(() => {
    for (const [place, commitments] of before.entries()) {
      const version = versions[place];
      if (version) version.commitments = commitments;
    }
  });
}
