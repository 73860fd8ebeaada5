import type { ConsentRecord } from "../../forms/consents/record.ts";
import { needsFreshAgreement, versionInForce } from "../../policy/versions/history.ts";
import type { PublishedVersion } from "../../policy/versions/version.ts";

/** What an account said to the policy: an agreement or a refusal, or the event of another consent. */
export type Said = Pick<ConsentRecord, "event" | "policyVersion" | "recordedAt">;

/** Where an account stands on the version in force. */
export interface Agreement {
  /** Whether what was agreed to suffices, has to be agreed to afresh, or was refused. */
  state: "holds" | "due" | "refused";
  /** The version agreed to last, and the one in force. */
  agreed: string;
  inForce: string;
  /** When the version in force was refused. */
  refusedAt?: Date;
}

/**
 * Where an account stands on the version in force. It counts from the version agreed to last; where no record says
 * which, from the one in force when the account was opened.
 * @param said what its owner said to the consent to keeping it, oldest first
 * @param since when the account was opened
 */
export function agreementOf(
  versions: readonly PublishedVersion[],
  inForce: PublishedVersion,
  said: readonly Said[],
  since: Date,
): Agreement {
  const named = (date: string | undefined) => versions.find((version) => version.date === date);
  const given = said.findLast(({ event }) => event === "given");
  const agreed = named(given?.policyVersion) ?? versionInForce(versions, since) ?? versions[0] ?? inForce;
  const standing = { agreed: agreed.date, inForce: inForce.date };
  if (!needsFreshAgreement(versions, agreed, inForce)) return { state: "holds", ...standing };
  const last = said.at(-1);
  const refused = last?.event === "refused" ? named(last.policyVersion) : undefined;
  if (!last || !refused || needsFreshAgreement(versions, refused, inForce))
    return { state: "due", ...standing };
  return { state: "refused", ...standing, refusedAt: last.recordedAt };
}

/** Whether some account may have to agree afresh: a version up to the one in force is material. */
export function mayBeDue(versions: readonly PublishedVersion[], inForce: PublishedVersion): boolean {
  const [first] = versions;
  return first !== undefined && needsFreshAgreement(versions, first, inForce);
}
