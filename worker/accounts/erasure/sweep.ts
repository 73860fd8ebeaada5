import { countHeldConsents, deleteEndedConsents } from "../../forms/consents/ended.ts";
import { commitmentsAt, spansOver } from "../../lifetimes/ends.ts";
import { keptErasuresFrom } from "../../lifetimes/erasure.ts";
import { deleteErasuresBefore } from "../../lifetimes/erasures.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import type { RunReport } from "../../web/run-report.ts";
import { countHeldSignIns, deleteSignInsOver } from "../sign-in/sign-ins.ts";
import { deleteEndedSignatures } from "../signatures/signatures.ts";

/** Deletes what accounts leave behind when its period is over, each kind by itself. */
export async function sweepAccounts(env: Env, report: RunReport, published = versions): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const commitments = commitmentsAt(published, at);
  const signInsOver = spansOver("signIn", published, at);
  const keptFrom = keptErasuresFrom(commitments, at);
  const deletions: readonly [string, (max: number) => Promise<number>][] = [
    ["signIn", (max) => changesOf(deleteSignInsOver(db, signInsOver, max))],
    ["consent", (max) => deleteEndedConsents(env, at, max)],
    ["signatures", (max) => deleteEndedSignatures(env, at, max)],
    ["erasures", (max) => changesOf(deleteErasuresBefore(db, keptFrom, max))],
  ];
  await report.eachAlone("accounts: sweeping", deletions, ([kind, erase]) => report.portions(kind, erase));
  report.add("held signIn", await countHeldSignIns(db, signInsOver));
  report.add("held consent", await countHeldConsents(db, at));
}

async function changesOf(statement: D1PreparedStatement): Promise<number> {
  return (await statement.run()).meta.changes;
}
