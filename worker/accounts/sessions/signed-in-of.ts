import type { AppContext } from "../../web/app.ts";
import type { SignedIn } from "../engine/signed-in.ts";

/** Who is signed in; throws where the guard is missing. */
export function signedInOf(c: AppContext): SignedIn {
  const who = c.get("signedIn");
  if (!who) throw new Error("no guard stands before this route");
  return who;
}
