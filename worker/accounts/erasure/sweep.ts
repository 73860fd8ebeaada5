import { countHeldConsents, deleteEndedConsents, orphanedConsents } from "../../forms/consents/ended.ts";
import { withdrawConsents } from "../../forms/consents/following.ts";
import { commitmentsAt, spansOver } from "../../lifetimes/ends.ts";
import { keptErasuresFrom } from "../../lifetimes/erasure.ts";
import { deleteErasuresBefore } from "../../lifetimes/erasures.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
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
  await report.alone("accounts: withdrawing what nobody confirmed", async () => {
    const keptUntil = endOfPeriod(periodKept("consent", commitments), at);
    const orphaned = await orphanedConsents(db);
    await report.together("accounts: withdrawing a consent", orphaned, async (some) => {
      if (some.length === 0) return;
      const how = { method: "not-confirmed", recordedAt: at, keptUntil };
      const statements = await withdrawConsents(env, some, how);
      if (statements.length > 0) await db.batch(statements);
      report.add("withdrawals", some.length);
    });
  });
  const deletions = [
    ["signIn", () => changesOf(deleteSignInsOver(db, signInsOver))],
    ["consent", () => deleteEndedConsents(env, at)],
    ["signatures", () => deleteEndedSignatures(env, at)],
    ["erasures", () => changesOf(deleteErasuresBefore(db, keptErasuresFrom(commitments, at)))],
  ] as const;
  await report.eachAlone("accounts: sweeping", deletions, async ([kind, erase]) => {
    report.add(kind, await erase());
  });
  report.add("held signIn", await countHeldSignIns(db, signInsOver));
  report.add("held consent", await countHeldConsents(db, at));
}

async function changesOf(statement: D1PreparedStatement): Promise<number> {
  return (await statement.run()).meta.changes;
}
