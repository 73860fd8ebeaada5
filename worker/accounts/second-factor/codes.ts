import { Fault } from "../../web/fault.ts";
import { hashOf } from "../../web/sha256.ts";
import { useVerification } from "../engine/verifications.ts";
import type { Work } from "../engine/work.ts";

/** An app's code is accepted half a minute before and after its time, so it has to be remembered this long. */
const windowMs = 3 * 60_000;

/**
 * Uses up a correct code (RFC 6238, section 5.2); a second use fails its whole batch. Only its hash is stored, under
 * the second factor's own random id.
 */
export async function useCode(
  db: D1Database,
  work: Work,
  code: string,
  at: Date,
): Promise<D1PreparedStatement[]> {
  const [factor] = work.rows.twoFactor;
  if (!factor) throw new Fault("a code was right without a second factor");
  const id = await hashOf(`code:${factor.id}:${code}`);
  return useVerification(db, id, new Date(at.getTime() + windowMs).toISOString());
}
