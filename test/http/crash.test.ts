import { expect, test } from "vitest";
import { crash } from "../../bench/visits/crash.ts";

test("a counter that is killed eight times under load loses nothing it accepted and counts nothing twice", async () => {
  const seen = await crash(8, () => undefined);
  expect(seen.kills).toBe(8);
  expect(seen.accepted).toBeGreaterThan(40);
  expect(seen.inD1).toBe(seen.accepted);
  // Answered pages wait in the isolate for a moment, so a kill costs at most those of its last 100 ms.
  expect(seen.pages - seen.pagesInD1).toBeLessThanOrEqual(seen.pagesAtRisk);
  expect(seen.pagesInD1).toBeGreaterThan(40);
}, 600_000);
