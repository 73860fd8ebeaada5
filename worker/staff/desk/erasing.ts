import { endsOfProof } from "../../lifetimes/ends.ts";
import { versions } from "../../policy/versions/lock.ts";
import { erasureOfSubmissions } from "../../submissions/ending/erasing.ts";

/** The statements that erase one submission that staff refuse, with a newsletter that was asked for in it. */
export function submissionErasure(
  { DB: db }: Env,
  { reference }: { reference: string },
  at: Date,
  method = "erased-as-spam",
): D1PreparedStatement[] {
  const ends = endsOfProof(versions, at);
  return erasureOfSubmissions(db, [reference], { method, withNewsletter: true, at, ends });
}
