/**
 * A broken invariant, or a failure that nobody foresaw. Its words are ours and name no person, so the log may say them;
 * of any other error the log says only what kind it is and where it came from.
 */
export class Fault extends Error {
  override name = "Fault";
}
