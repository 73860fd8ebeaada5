import { beforeAll } from "vitest";
import { moveClock, movingClock } from "../fixtures/moving-clock.ts";
import { ownSite, type Site, siteShiftMs } from "../http/site.ts";

const dayMs = 86_400_000;

/** A site of a file's own, whose clock goes on when a test says so. */
export interface MovedSite extends Site {
  /** Its clock, in milliseconds since 1970. */
  now: () => number;
  /** Goes on to an instant, and runs the cron there. */
  goTo: (instant: number) => Promise<void>;
  /** Goes on by some days, and runs the cron then. */
  goOn: (days: number) => Promise<void>;
}

/** The site as the tests of other promises see it, only that time passes on it. */
export function movedSite(): MovedSite {
  const site = ownSite({ inFront: movingClock });
  let shiftMs = siteShiftMs();
  const now = () => Date.now() + shiftMs;
  const goTo = async (instant: number) => {
    shiftMs = instant - Date.now();
    await moveClock(site.url, shiftMs);
    await site.server.runCron();
  };
  beforeAll(async () => {
    site.server = { ...site.server, now: () => new Date(now()) };
    await moveClock(site.url, shiftMs);
  });
  return Object.assign(site, { now, goTo, goOn: (days: number) => goTo(now() + days * dayMs) });
}
