import { deleteCookie } from "hono/cookie";
import { lang } from "../../web/app.ts";
import { showProblem } from "../../web/page.ts";
import { readForm } from "../../web/read-form.ts";
import { router } from "../../web/router.ts";
import { sessionCookie } from "../engine/signed-in.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { deleteSession, deleteSessions } from "./sessions.ts";

/** Ends one session of whoever is signed in, or all. Another person's session answers 404, as if it did not exist. */
export const sessionRoutes = router()
  .post(`/${lang}/account/security/end/`, async (c) => {
    const submitted = await readForm(c);
    if (submitted instanceof Response) return submitted;
    const userId = signedInOf(c).userId;
    const { meta } = await deleteSession(c.env.DB, userId, submitted.get("session") ?? "").run();
    if (meta.changes === 0) return showProblem(c, 404);
    return c.redirect(`/${c.req.param("lang")}/account/security/?done=ended`, 303);
  })
  .post(`/${lang}/account/security/end-all/`, async (c) => {
    await deleteSessions(c.env.DB, signedInOf(c).userId).run();
    deleteCookie(c, sessionCookie, { path: "/", secure: true });
    c.header("clear-site-data", '"cache"');
    return c.redirect(`/${c.req.param("lang")}/sign-in/?done=signed-out-everywhere`, 303);
  });
