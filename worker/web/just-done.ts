import type { AppContext } from "./app.ts";

/** What was just done, as the page's address says it: the name of a sentence, or whatever somebody wrote there. */
export function doneJustNow(c: AppContext): string | undefined {
  const done = c.req.query("done");
  return done && /^[a-z-]{1,30}$/.test(done) ? done : undefined;
}
