import { withdrawConsent } from "../../forms/consents/consents.ts";
import { countHeldConsents, deleteEndedConsents, orphanedConsents } from "../../forms/consents/ended.ts";
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
      await db.batch(
        some.map(({ subject, purpose }) =>
          withdrawConsent(db, { subject, purpose, method: "not-confirmed", recordedAt: at, keptUntil }),
        ),
      );
      report.add("withdrawals", some.length);
    });
  });
  const deletions = [
    ["signIn", [deleteSignInsOver(db, signInsOver)]],
    ["consent", deleteEndedConsents(db, at)],
    ["signatures", [deleteEndedSignatures(db, at)]],
    ["erasures", [deleteErasuresBefore(db, keptErasuresFrom(commitments, at))]],
  ] as const;
  await report.eachAlone("accounts: sweeping", deletions, async ([kind, statements]) => {
    const deleted = await db.batch([...statements]);
    report.add(
      kind,
      deleted.reduce((sum, { meta }) => sum + meta.changes, 0),
    );
  });
  report.add("held signIn", await countHeldSignIns(db, signInsOver));
  report.add("held consent", await countHeldConsents(db, at));
}
