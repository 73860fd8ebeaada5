import { env } from "cloudflare:workers";
import { insertConsents } from "../../worker/forms/consents/adding.ts";
import { withdrawConsents } from "../../worker/forms/consents/following.ts";
import type { ConsentRecord, Withdrawal } from "../../worker/forms/consents/record.ts";

/** Stores consents as a form does. */
export async function addConsents(...consents: readonly ConsentRecord[]): Promise<void> {
  await env.DB.batch(await insertConsents(env, consents));
}

/** Takes one back, if it stands. */
export async function takeBack({ subject, purpose, ...how }: Withdrawal): Promise<void> {
  const statements = await withdrawConsents(env, [{ subject, purpose }], how);
  if (statements.length > 0) await env.DB.batch(statements);
}
