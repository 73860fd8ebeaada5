import { consentsIn, selectConsentsOf } from "../../forms/consents/consents.ts";
import { type ConsentRecord, purposesByMail } from "../../forms/consents/record.ts";
import { referenceIn } from "../../forms/form/reference.ts";
import { commitmentsAt } from "../../lifetimes/ends.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { versions } from "../../policy/versions/lock.ts";
import { keyRing } from "../../vault/ring.ts";
import { emailIndex } from "../../vault/sealing.ts";
import { insertStatus } from "../status/changes.ts";
import { bySender } from "../status/status.ts";
import { withdrawalOf } from "../status/withdrawing.ts";
import type { KeptRequest } from "./letters.ts";

/**
 * The consents to what was sent by form that stand and can be taken back. What comes by mail and disclosures have a
 * link of their own, and the consent to an account ends with it.
 * @param events oldest first
 */
export function standingAmong(events: readonly ConsentRecord[]): ConsentRecord[] {
  const last = new Map(events.map((event) => [`${event.subject}/${event.purpose}`, event]));
  return [...last.values()].filter(({ event, purpose }) => event === "given" && !endOtherwise.has(purpose));
}

/** What ends with an account, or by a link. */
const endOtherwise: ReadonlySet<string> = new Set(["registration", "disclosure", ...purposesByMail]);

/** The statements that take back one consent by data request; undefined when it was withdrawn before. */
export async function withdrawalByRequest(
  env: Env,
  consent: ConsentRecord,
  email: string,
  at: Date,
): Promise<D1PreparedStatement[] | undefined> {
  const keptUntil = endOfPeriod(periodKept("consent", commitmentsAt(versions, at)), at);
  return withdrawalOf(env, consent, { method: "data-request", email, at, keptUntil });
}

/**
 * What a confirmed request to take back a consent does at once: the consent to what it names ends, and the request is
 * done. Undefined where nothing of that reference stands under the address that confirmed, so that staff have to look.
 */
export async function withdrawalAskedIn(
  env: Env,
  reference: string,
  { kind, about, email }: KeptRequest,
  at: Date,
): Promise<D1PreparedStatement[] | undefined> {
  if (kind !== "withdraw") return undefined;
  const ring = await keyRing(env);
  const given = consentsIn(await selectConsentsOf(env.DB, "", await emailIndex(ring, email)).run());
  const consent = standingAmong(given).find(({ subject }) => subject === referenceIn(about));
  const withdrawal = consent && (await withdrawalByRequest(env, consent, email, at));
  if (!withdrawal) return undefined;
  const done = {
    reference,
    position: 1,
    status: "done" as const,
    changedAt: at,
    changedBy: bySender,
    note: "",
  };
  return [...withdrawal, await insertStatus(env.DB, ring, done)];
}
