import { hashOf } from "../../web/sha256.ts";
import { useVerification } from "../engine/verifications.ts";
import type { Work } from "../engine/work.ts";

/** A code of an app is taken half a minute before and after its own; so long it has to be remembered. */
const windowMs = 3 * 60_000;

/**
 * Uses up a code that was right (RFC 6238, section 5.2): the batch of a second use of the same one fails as a whole.
 * Only its hash is kept, under the second factor's own random id.
 */
export async function useCode(
  db: D1Database,
  work: Work,
  code: string,
  at: Date,
): Promise<D1PreparedStatement[]> {
  const [factor] = work.rows.twoFactor;
  if (!factor) throw new Error("a code was right without a second factor");
  const id = await hashOf(`code:${factor.id}:${code}`);
  return useVerification(db, id, new Date(at.getTime() + windowMs).toISOString());
}
