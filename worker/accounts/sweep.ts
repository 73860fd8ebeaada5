import organization from "../../content/organization.yaml";
import { deleteEndedConsents } from "../consents/store.ts";
import { keptErasuresFrom } from "../erasures/core.ts";
import { deleteErasuresBefore } from "../erasures/store.ts";
import { keptFrom } from "../periods/core.ts";
import { versionInForce } from "../policy/core.ts";
import { dayOf, startOfDay } from "../policy/days.ts";
import { versions } from "../policy/versions.ts";
import { periodKept } from "../retention/core.ts";
import { deleteEndedSignatures } from "../signatures/store.ts";
import { deleteSignInsBefore } from "../signins/store.ts";
import { now } from "../web/clock.ts";
import { insertSweep, isSwept } from "./store.ts";

/** Deletes what accounts leave behind once its period is over, once a day, and notes how much; called by the cron. */
export async function sweepAccountsDaily(env: Env): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const today = dayOf(at, organization.timeZone);
  if (await isSwept(db, today)) return;
  const commitments = versionInForce(versions, at)?.commitments;
  const firstDay = keptFrom(periodKept("signIn", commitments), today) ?? "";
  const results = await db.batch([
    deleteSignInsBefore(db, startOfDay(firstDay, organization.timeZone)),
    ...deleteEndedConsents(db, at),
    deleteEndedSignatures(db, at),
    deleteErasuresBefore(db, keptErasuresFrom(commitments, at)),
  ]);
  const [signIns = 0, given = 0, withdrawn = 0, signatures = 0, erasures = 0] = results.map(
    ({ meta }) => meta.changes,
  );
  await insertSweep(db, today, { signIns, consents: given + withdrawn, signatures, erasures });
}
