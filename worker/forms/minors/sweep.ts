import { deleteMailAboutEach } from "../../mail/ended.ts";
import { now } from "../../web/clock.ts";
import type { RunReport } from "../../web/run-report.ts";
import { countMinors } from "./counts.ts";
import { forgottenBefore } from "./waiting.ts";
import { deleteWaitingsBefore, emptyWaitings, undecidedBy } from "./waitings.ts";

/** References per batch. The run makes as many batches as it may, and the next one continues. */
const maxAtOnce = 500;

/** Erases what waited for a guardian who did not decide in time, with the mail that asked. */
export async function sweepWaitings(env: Env, report: RunReport): Promise<void> {
  const at = now(env);
  const db = env.DB;
  while (report.goesOn()) {
    const over = await undecidedBy(db, at, maxAtOnce);
    if (over.length > 0) {
      await db.batch([
        emptyWaitings(db, over),
        countMinors(db, "silent", at, over.length),
        deleteMailAboutEach(db, over),
      ]);
    }
    report.add("minors", over.length);
    if (over.length < maxAtOnce) break;
  }
  const { meta } = await deleteWaitingsBefore(db, forgottenBefore(at)).run();
  report.add("links", meta.changes);
}
