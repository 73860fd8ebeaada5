import organization from "../../content/organization.yaml";
import { queueMail } from "../mail/store.ts";
import type { Language } from "../policy/schema.ts";
import { keyRing } from "../vault/ring.ts";
import { reach } from "../web/reach.ts";
import { noticeOf } from "./letters.ts";
import type { StatusChange } from "./schema.ts";
import { insertStatus } from "./store.ts";

/**
 * Records a change and queues the mail that tells the sender, in one batch; the same again changes nothing.
 * @param to whom to tell, left out where nobody is told by mail
 * @returns whether it was recorded now: not when this position of the history was taken before
 */
export async function changeStatus(
  env: Env,
  change: StatusChange,
  to?: { email: string; language: Language },
): Promise<boolean> {
  const ring = await keyRing(env);
  const context = { organization, origin: env.ORIGIN };
  const notices = to
    ? [await queueMail(env.DB, ring, noticeOf(change, { ...context, ...to }), change.changedAt)]
    : [];
  const recorded = await insertStatus(env.DB, ring, change);
  const [result] = await reach("statuses: changing", env.DB.batch([recorded, ...notices]));
  return (result?.meta.changes ?? 0) > 0;
}
