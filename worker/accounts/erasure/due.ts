import { withdrawEnded } from "../../forms/consents/ended.ts";
import { endsOfProof } from "../../lifetimes/ends.ts";
import { versions } from "../../policy/versions/lock.ts";
import { now } from "../../web/clock.ts";
import { daysAfter } from "../../web/days.ts";
import type { RunReport } from "../../web/run-report.ts";
import { deleteDraftsEnded } from "../drafts/drafts.ts";
import { endedRegistrations, forgetRegistrations } from "../engine/ended-registrations.ts";
import { deleteFailuresBefore } from "../engine/failures.ts";
import { deleteUnconfirmedBefore, selectUsersToErase } from "../engine/users.ts";
import { deleteExpired } from "../sessions/sessions.ts";
import { eraseClient } from "./erasing.ts";

/** How long to wait for a confirmation. */
const unverifiedMs = 48 * 60 * 60 * 1000;

/** Accounts, and consents of registrations, that are looked up at once. */
const maxAtOnce = 500;

/** Erases accounts whose 14 days are over, and registrations that nobody confirmed, whose consents it withdraws. */
export async function eraseDueAccounts(env: Env, report: RunReport): Promise<void> {
  const at = now(env);
  const unverifiedSince = new Date(at.getTime() - unverifiedMs);
  await report.portions("registrations", async (max) => {
    const { meta } = await deleteUnconfirmedBefore(env.DB, { before: unverifiedSince, at, max }).run();
    return meta.changes;
  });
  await report.alone("accounts: withdrawing what nobody confirmed", () =>
    withdrawUnconfirmed(env, at, report),
  );
  report.add("accounts", 0);
  for (let due = maxAtOnce; due === maxAtOnce && report.goesOn(); ) {
    // Accounts set aside are still there, in front.
    const users = await selectUsersToErase(env.DB, at, { first: report.setAside, max: maxAtOnce });
    await report.eachPortion("accounts: erasing one that is due", users, async ({ id, email_index }) => {
      await eraseClient(env, { userId: id, emailIndex: email_index });
      report.add("accounts", 1);
    });
    due = users.length;
  }
}

/** Ends expired sessions, proofs and drafts, and forgets failed sign-ins that have not grown for a day. */
export async function forgetExpired(env: Env, report: RunReport): Promise<void> {
  const at = now(env);
  const dayAgo = daysAfter(at, -1);
  const [drafts, ...ended] = await env.DB.batch([
    deleteDraftsEnded(env.DB, at),
    ...deleteExpired(env.DB, at),
    deleteFailuresBefore(env.DB, dayAgo),
  ]);
  report.add("drafts", drafts?.meta.changes ?? 0);
  report.add(
    "rows",
    ended.reduce((sum, { meta }) => sum + meta.changes, 0),
  );
}

async function withdrawUnconfirmed(env: Env, at: Date, report: RunReport): Promise<void> {
  const how = { method: "not-confirmed", withNewsletter: true, at, ends: endsOfProof(versions, at) };
  for (let found = maxAtOnce; found === maxAtOnce && report.goesOn(); ) {
    const userIds = await endedRegistrations(env.DB, maxAtOnce);
    if (userIds.length > 0)
      await env.DB.batch([...(await withdrawEnded(env, userIds, how)), forgetRegistrations(env.DB, userIds)]);
    found = userIds.length;
  }
}
