import { staffRoles } from "../../accounts/engine/signed-in.ts";
import { linkUsed } from "../../accounts/form/account-form.ts";
import { only } from "../../accounts/sessions/guard.ts";
import { lang } from "../../web/app.ts";
import { showProblem } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { joiningRoutes } from "./joining.ts";
import { type Section, sections } from "./sections.ts";

/**
 * Closes everything below `/staff` to all but staff with a second factor, and each section to all but its roles. Mount
 * it before every route there. What is in no section does not exist.
 */
export const staffGuard = router()
  .use("/staff/*", only(...staffRoles))
  .use("/staff/:section/*", async (c, next) => {
    const [section = ""] = c.req.param("section").split(".");
    if (!Object.hasOwn(sections, section)) return showProblem(c, 404);
    return only(...sections[section as Section])(c, next);
  });

export const staffRoutes = router().route("/", joiningRoutes).get(`/${lang}/invitation/*`, linkUsed);
