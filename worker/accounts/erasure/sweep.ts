import organization from "../../../content/organization.yaml";
import { deleteEndedConsents, orphanedConsents, withdrawConsent } from "../../forms/consents/consents.ts";
import { keptErasuresFrom } from "../../lifetimes/erasure.ts";
import { deleteErasuresBefore } from "../../lifetimes/erasures.ts";
import { endOfPeriod, keptFrom, periodKept } from "../../lifetimes/periods.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { dayOf, startOfDay } from "../../web/days.ts";
import type { RunReport } from "../../web/run-report.ts";
import { deleteSignInsBefore } from "../sign-in/sign-ins.ts";
import { deleteEndedSignatures } from "../signatures/signatures.ts";

/** Deletes what accounts leave behind when its period is over, each kind by itself. */
export async function sweepAccounts(env: Env, report: RunReport): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  const commitments = versionInForce(versions, at)?.commitments;
  const firstDay = keptFrom(periodKept("signIn", commitments), today) ?? "";
  const keptUntil = endOfPeriod(periodKept("consent", commitments), at);
  await report.alone("accounts: withdrawing what nobody confirmed", async () => {
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
    ["sign-ins", [deleteSignInsBefore(db, startOfDay(firstDay, organization.timeZone))]],
    ["consents", deleteEndedConsents(db, at)],
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
}
