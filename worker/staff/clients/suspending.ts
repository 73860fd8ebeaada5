import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { deleteSessions } from "../../accounts/sessions/sessions.ts";
import { suspendedLetter, unsuspendedLetter } from "../../accounts/suspension/letters.ts";
import type { NewSuspension } from "../../accounts/suspension/suspension.ts";
import { deleteSuspension, insertSuspension } from "../../accounts/suspension/suspensions.ts";
import type { Action } from "../../audit/entry.ts";
import { recordDeed } from "../../audit/recording.ts";
import { asMail } from "../../mail/letter.ts";
import type { Letter, LetterContext } from "../../mail/mail.ts";
import { queueMail } from "../../mail/outbox.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { hashOf } from "../../web/sha256.ts";
import type { LoadedClient } from "./loading.ts";

/** Ends every session of an account, lets nobody sign in to it, and tells the client; all in one batch with the entry. */
export async function suspend(c: AppContext, loaded: LoadedClient, decided: NewSuspension): Promise<boolean> {
  const { account } = loaded.client;
  if (!account) return false;
  const { userId, suspension } = account;
  const { DB: db } = c.env;
  const suspended = { ...decided, suspendedAt: suspension?.suspendedAt ?? now(c.env) };
  const statements = [
    await insertSuspension(db, await keyRing(c.env), {
      userId,
      by: signedInOf(c).userId,
      suspension: suspended,
    }),
    deleteSessions(db, userId),
  ];
  // The same sent again is the same mail; changed words are another.
  const id = await hashOf(JSON.stringify([suspended.suspendedAt, suspended.told, suspended.reviewOn]));
  return record(c, loaded, { action: "suspended", statements, id }, (context) =>
    suspendedLetter(decided, context),
  );
}

/** Lets the client sign in again, and tells them. */
export async function unsuspend(c: AppContext, loaded: LoadedClient): Promise<boolean> {
  const { account } = loaded.client;
  if (!account?.suspension) return false;
  const { suspendedAt } = account.suspension;
  const statements = [deleteSuspension(c.env.DB, account.userId)];
  const id = `lifted/${suspendedAt.getTime()}`;
  return record(c, loaded, { action: "unsuspended", statements, id }, unsuspendedLetter);
}

/** What is done to an account, and by what its mail is known. */
interface Act {
  action: Extract<Action, "suspended" | "unsuspended">;
  statements: readonly D1PreparedStatement[];
  id: string;
}

async function record(
  c: AppContext,
  { client: { account, email }, language, tip }: LoadedClient,
  { action, statements, id }: Act,
  write: (context: LetterContext) => Letter,
): Promise<true> {
  const at = now(c.env);
  const subject = account?.userId ?? "";
  const letter = write({ organization, origin: c.env.ORIGIN, language });
  const mail = asMail(`suspension/${subject}/${id}`, email, letter);
  const queued = await queueMail(c.env.DB, await keyRing(c.env), mail, at);
  await recordDeed(c.env, { actor: signedInOf(c).userId, action, subject, at }, [...statements, queued], tip);
  return true;
}
