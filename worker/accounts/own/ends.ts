import type { ConsentRecord } from "../../forms/consents/record.ts";
import { commitmentsAt, endOf } from "../../lifetimes/ends.ts";
import { type Lasted, type Lasting, lastingOf } from "../../lifetimes/lasting.ts";
import { versions } from "../../policy/versions/lock.ts";

/** How long everything lasts that somebody has sent, by reference, and agreed to, by the id of the consent. */
export function endsOf(
  sent: ReadonlyMap<string, Lasted>,
  consents: readonly ConsentRecord[],
  at: Date,
): Record<string, Lasting> {
  const ofSent = [...sent].map(
    ([reference, lasted]) => [reference, lastingOf(lasted, versions, at)] as const,
  );
  const ofConsents = consents.map((consent) => [consent.id, lastingOfConsent(consent, at)] as const);
  return Object.fromEntries([...ofSent, ...ofConsents]);
}

/** Tries to sign in whose time is not over. Older ones are there only because a hold keeps them, which may be silent. */
export function withinPeriod<Try extends { at: Date }>(signIns: readonly Try[], at: Date): Try[] {
  const inForce = commitmentsAt(versions, at);
  return signIns.filter((one) => endOf("signIn", one.at, commitmentsAt(versions, one.at), inForce) > at);
}

/** The date of a record that has one is in it, so that page and database agree. */
function lastingOfConsent({ policyVersion, keptUntil, recordedAt }: ConsentRecord, at: Date): Lasting {
  if (keptUntil) return { kind: "consent", until: keptUntil };
  const under = versions.find(({ date }) => date === policyVersion);
  const collectedAt = under ? new Date(under.effectiveAt) : recordedAt;
  return lastingOf({ kind: "consent", collectedAt }, versions, at);
}
