import organization from "../../../content/organization.yaml";
import { deleteEndedConsents, orphanedConsents, withdrawConsent } from "../../forms/consents/consents.ts";
import { keptErasuresFrom } from "../../lifetimes/erasure.ts";
import { deleteErasuresBefore } from "../../lifetimes/erasures.ts";
import { endOfPeriod, keptFrom, periodKept } from "../../lifetimes/periods.ts";
import { hasSwept, noteErased } from "../../lifetimes/sweeps.ts";
import { versionInForce } from "../../policy/versions/history.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { dayOf, startOfDay } from "../../web/days.ts";
import { deleteSignInsBefore } from "../sign-in/sign-ins.ts";
import { deleteEndedSignatures } from "../signatures/signatures.ts";

/** Deletes what accounts leave behind once its period is over, once a day, and notes how much; called by the cron. */
export async function sweepAccountsDaily(env: Env): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  if (await hasSwept(db, today, "sign-in")) return;
  const commitments = versionInForce(versions, at)?.commitments;
  const firstDay = keptFrom(periodKept("signIn", commitments), today) ?? "";
  const keptUntil = endOfPeriod(periodKept("consent", commitments), at);
  const orphaned = await orphanedConsents(db);
  await db.batch([
    ...orphaned.map(({ subject, purpose }) =>
      withdrawConsent(db, { subject, purpose, method: "not-confirmed", recordedAt: at, keptUntil }),
    ),
    deleteSignInsBefore(db, startOfDay(firstDay, organization.timeZone)),
    noteErased(db, today, "sign-in", at),
    ...deleteEndedConsents(db, at).flatMap((deletion) => [deletion, noteErased(db, today, "consent", at)]),
    deleteEndedSignatures(db, at),
    noteErased(db, today, "signature", at),
    deleteErasuresBefore(db, keptErasuresFrom(commitments, at)),
    noteErased(db, today, "erasure", at),
  ]);
}
