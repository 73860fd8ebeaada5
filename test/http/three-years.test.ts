import { expect, test } from "vitest";
import { threeYears } from "../trial/three-years.ts";

// `npm run trial -- three-years` runs the cron on each of the days; here it runs on those on which something happens.
test("three years of versions, consents, orders, periods, holds, minors, erasures and a restore keep every promise, and the books agree", async () => {
  const promises = await threeYears({ isDaily: process.env.THREE_YEARS === "daily" });
  expect(promises).toMatchObject({ failing: 0, unread: 0 });
}, 1_800_000);
