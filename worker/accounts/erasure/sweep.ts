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
  const deletions: readonly [string, (max: number) => D1PreparedStatement[]][] = [
    ["signIn", (max) => [deleteSignInsOver(db, signInsOver, max)]],
    ["consent", (max) => deleteEndedConsents(db, at, max)],
    ["signatures", (max) => [deleteEndedSignatures(db, at, max)]],
    ["erasures", (max) => [deleteErasuresBefore(db, keptErasuresFrom(commitments, at), max)]],
  ];
  await report.eachAlone("accounts: sweeping", deletions, async ([kind, statements]) =>
    report.portions(kind, async (max) => {
      const deleted = await db.batch(statements(max));
      return deleted.reduce((sum, { meta }) => sum + meta.changes, 0);
    }),
  );
  report.add("held signIn", await countHeldSignIns(db, signInsOver));
  report.add("held consent", await countHeldConsents(db, at));
}
