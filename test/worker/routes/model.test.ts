import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { settled } from "../../workerd/afterwards.ts";
import { emptied } from "../../workerd/emptying.ts";
import { acts, names, World } from "./world.ts";

it("people find what a simple model says, in whatever order they act", { timeout: 3_000_000 }, async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const step = fc.tuple(fc.constantFrom(...acts), fc.constantFrom(...names));
  const tried = await fc.check(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      await emptied();
      const world = new World();
      for (const [act, name] of steps) await world.does(act, name);
      await settled();
    }),
    { numRuns: Number(env.MODEL_RUNS), seed: 12 },
  );
  expect(tried.failed, fc.defaultReportMessage(tried)).toBe(false);
});
