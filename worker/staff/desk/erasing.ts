import { endsOfProof } from "../../lifetimes/ends.ts";
import { type Erasure, subjectIndexOf } from "../../lifetimes/erasure.ts";
import { versions } from "../../policy/versions/lock.ts";
import { erasureOfSubmissions } from "../../submissions/ending/erasing.ts";
import { keyRing } from "../../vault/ring.ts";

/** The statements that erase one submission that staff refuse, with a newsletter that was asked for in it. */
export function submissionErasure(
  env: Env,
  { reference }: { reference: string },
  at: Date,
  method = "erased-as-spam",
): Promise<D1PreparedStatement[]> {
  const ends = endsOfProof(versions, at);
  return erasureOfSubmissions(env, [reference], { method, withNewsletter: true, at, ends });
}

/** What the erasure of one record is remembered by, should the database be restored to before it. */
export async function recordMark(env: Env, reference: string, at: Date): Promise<Erasure> {
  return { subjectIndex: await subjectIndexOf(await keyRing(env), reference), erasedAt: at.toISOString() };
}
