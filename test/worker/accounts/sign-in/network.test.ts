import { expect, it } from "vitest";
import { freeTries } from "../../../../worker/accounts/engine/failures.ts";
import { countNetworkFailure, networkPausedUntil } from "../../../../worker/accounts/sign-in/network.ts";

const at = new Date("2026-12-01T10:00:00Z");
const fail = (address: string) => countNetworkFailure(address, at);
const failOften = async (address: string) => {
  for (let tries = 0; tries < freeTries.network; tries += 1) await fail(address);
};

it("remembers ten thousand networks that failed, and forgets first who has not failed for longest", async () => {
  await failOften("203.0.113.1");
  await failOften("198.51.100.1");
  for (let other = 2; other < 10_000; other += 1) await fail(`10.${other >> 8}.${other & 255}.1`);
  expect(await networkPausedUntil("198.51.100.1", at)).toBeDefined();
  await fail("203.0.113.1");
  await fail("192.0.2.1");
  expect(await networkPausedUntil("203.0.113.1", at)).toBeDefined();
  expect(await networkPausedUntil("198.51.100.1", at)).toBeUndefined();
});
