import { getCookie } from "hono/cookie";
import { knownAnswers } from "../../forms/form/known.ts";
import { keyRing } from "../../vault/ring.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { logFailure } from "../../web/log.ts";
import { provide } from "../../web/provided.ts";
import { router } from "../../web/router.ts";
import { sessionCookie } from "../engine/signed-in.ts";
import { type Details, detailsIn, selectUser } from "../engine/users.ts";
import { whoIsSignedIn } from "../sessions/guard.ts";

/** The forms that ask who somebody is. */
const forms = "contact|order|feedback|newsletter|policy-changes|data-request";

/** Tells the public forms who is signed in, so that they do not ask for it. Mount it before them. */
export const knownPerson = router().use(`/${lang}/:form{${forms}}/`, async (c, next) => {
  if (getCookie(c, sessionCookie) !== undefined) await know(c);
  return next();
});

/** Without an answer from the database the form asks for everything, as it does of a stranger. */
async function know(c: AppContext): Promise<void> {
  try {
    const who = await whoIsSignedIn(c);
    if (!who) return;
    const user = await selectUser(c.env.DB, who.userId).all();
    const { details, guardianAgreedAt } = await detailsIn(user, await keyRing(c.env));
    provide(c, knownAnswers, answersOf(details, who.email, guardianAgreedAt));
  } catch (error) {
    logFailure("accounts: who is signed in was not read", {}, error);
  }
}

/** What an account answers in its owner's place. Without a guardian an account is opened by people of age only. */
export function answersOf(
  details: Details,
  email: string,
  guardianAgreedAt: Date | undefined,
): Readonly<Record<string, string>> {
  return { ...details, email, ...(guardianAgreedAt ? {} : { age: "of-age" }) };
}
