import { Cron } from "croner";

/** Whether a cron expression names the minute of an instant, in UTC and with Sunday as 1, as Cloudflare reads it. */
export function isDue(cron: string, at: Date): boolean {
  const pattern = new Cron(cron, {
    mode: "5-part",
    timezone: "UTC",
    alternativeWeekdays: true,
    domAndDow: true,
    // 5/25 means the same as 5-59/25.
    sloppyRanges: true,
    paused: true,
  });
  return pattern.match(at);
}

/**
 * Calls back at once, for the minute that runs, and at the start of every minute of a clock that runs `shiftMs` ahead.
 * Returns a function that stops it.
 */
export function everyMinute(shiftMs: number, call: (at: Date) => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const at = Date.now() + shiftMs;
    const next = Math.floor(at / 60_000 + 1) * 60_000;
    timer = setTimeout(() => {
      call(new Date(next));
      wait();
    }, next - at);
  };
  call(new Date(Math.floor((Date.now() + shiftMs) / 60_000) * 60_000));
  wait();
  return () => clearTimeout(timer);
}
