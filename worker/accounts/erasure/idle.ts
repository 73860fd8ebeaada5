import organization from "../../../content/organization.yaml";
import { currentConsents } from "../../forms/consents/consents.ts";
import { withdrawConsents } from "../../forms/consents/following.ts";
import { commitmentsAt, endsOfProof, spansOver } from "../../lifetimes/ends.ts";
import { copyHolds, heldIndexOf, holdEach, insertHeldErasure } from "../../lifetimes/held-erasures.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { asMail } from "../../mail/letter.ts";
import { deleteMailAbout, queueMail } from "../../mail/outbox.ts";
import { versions } from "../../policy/versions/lock.ts";
import { keyRing } from "../../vault/ring.ts";
import { now } from "../../web/clock.ts";
import { dayOf, daysAfter, startOfDay } from "../../web/days.ts";
import type { RunReport } from "../../web/run-report.ts";
import { clearAccountFailures } from "../engine/failures.ts";
import { countKeptUsers, type IdleUser, idleUsers, setEndsAt } from "../engine/idle-users.ts";
import { deleteUser } from "../engine/users.ts";
import { accountBucket } from "../sign-in/signing-in.ts";
import { endSignatures } from "../signatures/signatures.ts";
import { closeHeldAccount } from "./closing.ts";
import { undoDays } from "./form.ts";
import { idleLetter } from "./letter.ts";

/** Accounts per run, of those to tell and of those to end. The rest follows the next day. */
const maxAccounts = 500;

/**
 * Ends accounts that nobody has used for as long as the policy keeps them, where it names a period. Their owners are told
 * first and have as long as after asking for an erasure; what they sent has periods of its own and stays.
 */
export async function endIdleAccounts(env: Env, report: RunReport, published = versions): Promise<void> {
  const db = env.DB;
  const at = now(env);
  const page = { after: "", max: maxAccounts };
  const toldFor = daysAfter(at, undoDays);
  const toTell = await idleUsers(db, spansOver("account", published, toldFor), { tell: true }, page);
  await report.eachAlone("accounts: telling that one ends", toTell, async (user) => {
    await tell(env, user, at, startOfItsDay(toldFor));
    report.add("told", 1);
  });
  const over = spansOver("account", published, at);
  const toEnd = await idleUsers(db, over, { endBy: at }, page);
  await report.eachAlone("accounts: ending one that nobody uses", toEnd, async (user) => {
    await end(env, user, at, published);
    report.add("account", 1);
  });
  report.add("held account", await countKeptUsers(db, over));
}

/** The letter names a day, and a run that comes a moment earlier than the one that told them still ends it on that day. */
function startOfItsDay(at: Date): Date {
  return startOfDay(dayOf(at, organization.timeZone), organization.timeZone);
}

async function tell(env: Env, { id, language, openEmail }: IdleUser, at: Date, endsAt: Date): Promise<void> {
  const ring = await keyRing(env);
  const letter = idleLetter(endsAt, { organization, origin: env.ORIGIN, language });
  const mail = asMail(`idle/${id}/${endsAt.toISOString().slice(0, 10)}`, await openEmail(ring), letter);
  await env.DB.batch([setEndsAt(env.DB, id, endsAt), await queueMail(env.DB, ring, mail, at)]);
}

async function end(
  env: Env,
  { id, emailIndex }: IdleUser,
  at: Date,
  published: typeof versions,
): Promise<void> {
  const db = env.DB;
  const keptUntil = endOfPeriod(periodKept("consent", commitmentsAt(published, at)), at);
  const apart = await heldIndexOf(await keyRing(env), { userId: id, emailIndex });
  const given = (await currentConsents(db, id)).filter(({ event }) => event !== "withdrawn");
  await db.batch([
    ...(await withdrawConsents(env, given, { method: "period-over", recordedAt: at, keptUntil })),
    // What a silent hold on the account keeps is held by itself from then on, and the account goes out of sight.
    holdEach(db, emailIndex, id),
    copyHolds(db, emailIndex, apart),
    ...closeHeldAccount(db, id, apart),
    insertHeldErasure(db, apart, at),
    deleteMailAbout(db, `address/${id}`),
    clearAccountFailures(db, await accountBucket(emailIndex)),
    deleteUser(db, id),
    ...(await endSignatures(env, id, endsOfProof(published, at))),
  ]);
}
