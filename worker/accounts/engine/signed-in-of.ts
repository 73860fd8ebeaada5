import type { AppContext } from "../../web/app.ts";
import { provided } from "../../web/provided.ts";
import { type SignedIn, signedInPerson } from "./signed-in.ts";

/** Who is signed in; throws where the guard is missing. */
export function signedInOf(c: AppContext): SignedIn {
  return provided(c, signedInPerson);
}
