import type { AppContext } from "../../web/app.ts";
import { provided } from "../../web/provided.ts";
import { type SignedIn, signedInPerson } from "./signed-in.ts";

/** Whoever is signed in. Throws where the guard is missing. */
export function signedInOf(c: AppContext): SignedIn {
  return provided(c, signedInPerson);
}
