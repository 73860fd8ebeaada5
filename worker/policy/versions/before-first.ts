import { type AppContext, lang } from "../../web/app.ts";
import { entranceRoutes } from "../../web/entrances.ts";
import { onlyOffered } from "../../web/guards.ts";
import { languageOf, show, showPage } from "../../web/page.ts";
import { problemPage } from "../../web/problem.ts";
import { withValues } from "../../web/provided.ts";
import { router } from "../../web/router.ts";
import { firstToCome } from "./history.ts";
import { versions } from "./lock.ts";
import { publicationRoutes } from "./publications.ts";
import { policyRoutes } from "./routes.ts";

/** Files, which have an ending: styles, fonts, pictures. */
const file = /\.\w+$/;

/**
 * What the site answers before its first version takes effect: the versions to come, and how to reach the organization.
 * Nobody can agree to a version that does not bind yet, so no form is open.
 */
export const beforeFirst = router()
  .use(withValues, onlyOffered)
  .route("/", entranceRoutes)
  .get(`/${lang}/policy/`, (c, next) => (firstToCome(versions) ? next() : showComing(c, 200)))
  .route("/", policyRoutes)
  .route("/", publicationRoutes)
  .get(`/${lang}/`, (c) => showComing(c, 200))
  .get(`/${lang}/contact/`, (c) => showComing(c, 200))
  .get("*", (c) => (file.test(c.req.path) ? showPage(c) : showComing(c, 503)))
  .all("*", (c) => showComing(c, 503))
  .onError((error) => {
    throw error;
  });

/** Says which version comes and when, or that none is published yet, and how to write or call. */
function showComing(c: AppContext, status: 200 | 503): Promise<Response> {
  const coming = { day: firstToCome(versions)?.date };
  return show(c, problemPage, { status: 503, language: languageOf(c), coming }, { status });
}
