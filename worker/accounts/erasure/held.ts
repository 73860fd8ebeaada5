import { deleteHeldErasure, erasuresToFinish } from "../../lifetimes/held-erasures.ts";
import type { RunReport } from "../../web/run-report.ts";
import { eraseClient } from "./erasing.ts";

/** Erasures per run. The rest follows with the next. */
const maxErasures = 200;

/** Erases what a hold kept of people who were erased, once nothing holds it any more. */
export async function finishErasures(env: Env, report: RunReport): Promise<void> {
  const due = await erasuresToFinish(env.DB, maxErasures);
  await report.eachPortion("accounts: finishing an erasure", due, async (erased) => {
    await eraseClient(env, erased, "again", [deleteHeldErasure(env.DB, erased.emailIndex)]);
    report.add("erasures", 1);
  });
}
