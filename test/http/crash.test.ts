import { expect, test } from "vitest";
import { crash } from "../../bench/visits/crash.ts";
import { killSite } from "../trial/kills/kills.ts";
import { killLog } from "../trial/log/kills.ts";

// The long form is `npm run bench:crash`.
test("a counter that is killed three times under load loses nothing it accepted and counts nothing twice", async () => {
  const seen = await crash(3, () => undefined);
  expect(seen.kills).toBe(3);
  expect(seen.accepted).toBeGreaterThanOrEqual(3);
  expect(seen.inD1).toBe(seen.accepted);
  // Answered pages wait in the isolate for a moment. A kill costs no more than those that were not handed over yet.
  expect(seen.handedOver).toBeGreaterThanOrEqual(3);
  expect(seen.pagesInD1).toBeGreaterThanOrEqual(seen.handedOver);
  expect(seen.pagesInD1).toBeLessThanOrEqual(seen.asked);
}, 600_000);

// The long form is `npm run trial -- kills`.
test("a site that is killed twice under load keeps what it acknowledged, and repeats a mail a kill at most", async () => {
  const { kills, acknowledged, lost, doubled, mailLost, mailRepeated } = await killSite(2, () => undefined);
  expect({ kills, lost, doubled, mailLost }).toEqual({ kills: 2, lost: 0, doubled: 0, mailLost: 0 });
  expect(acknowledged).toBeGreaterThanOrEqual(2);
  expect(mailRepeated.toSenders).toBeLessThanOrEqual(2);
}, 600_000);

// The long form is `npm run trial -- log`.
test("a log that is killed four times while it grows has the tree before or the one after, and never another", async () => {
  const { during, acknowledged, ...seen } = await killLog(4, () => undefined);
  expect(seen).toEqual({ kills: 4, lost: 0, misplaced: 0, thirds: 0, forks: 0 });
  expect(during).toBeGreaterThan(0);
  expect(acknowledged, "three batches at least").toBeGreaterThanOrEqual(9);
}, 600_000);
