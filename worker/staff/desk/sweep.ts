import { deleteDraftsEnded } from "../../accounts/drafts/drafts.ts";
import { commitmentsAt } from "../../lifetimes/ends.ts";
import { latestEnded } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import type { RunReport } from "../../web/run-report.ts";
import { deleteErasedBefore } from "./working.ts";

/** Forgets drafts whose time is over, and the marks of erased requests once an answered one would be erased, too. */
export async function sweepDesk(env: Env, report: RunReport): Promise<void> {
  const at = now(env);
  const over = latestEnded(periodKept("dataRequest", commitmentsAt(versions, at)), at);
  const [drafts, marks] = await env.DB.batch([
    deleteDraftsEnded(env.DB, at),
    deleteErasedBefore(env.DB, over),
  ]);
  report.add("drafts", drafts?.meta.changes ?? 0);
  report.add("marks", marks?.meta.changes ?? 0);
}
