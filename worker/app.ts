import { Hono } from "hono";
import { contextStorage } from "hono/context-storage";
import organization from "../content/organization.yaml";
import { withHoldings } from "./accounts/pages.ts";
import { accountGuard, accountRoutes } from "./accounts/routes.ts";
import { addressRoutes, newAddressPage } from "./addresses/routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { comparisonRoutes } from "./comparisons/routes.ts";
import { contactRoutes } from "./contacts/routes.ts";
import { homeDesk } from "./desk/home.ts";
import { inboxDesk } from "./desk/inbox.ts";
import { mailDesk } from "./desk/mail.ts";
import { orderDesk } from "./desk/orders.ts";
import { requestDesk } from "./desk/requests.ts";
import { feedbackRoutes } from "./feedback/routes.ts";
import { sentRoutes } from "./forms/routes.ts";
import { issueDesk } from "./issues/desk.ts";
import { linkRoutes } from "./links/routes.ts";
import { newsletterLinks, newsletterRoutes } from "./newsletter/routes.ts";
import { oneClickPath } from "./newsletter/schema.ts";
import { orderRoutes } from "./orders/routes.ts";
import { passwordRoutes } from "./passwords/routes.ts";
import { publicationRoutes } from "./policy/publications.ts";
import { policyRoutes, withPolicyInForce } from "./policy/routes.ts";
import { receiptRoutes } from "./receipts/routes.ts";
import { registrationRoutes } from "./registration/routes.ts";
import { requestLinks, requestRoutes } from "./requests/routes.ts";
import { signedOrderPage } from "./signatures/ordering.ts";
import { signInRoutes } from "./signins/routes.ts";
import { staffGuard, staffRoutes } from "./staff/routes.ts";
import { statisticsRoutes } from "./statistics/routes.ts";
import { staffStatisticsRoutes } from "./statistics/staff-routes.ts";
import { twoFactorRoutes } from "./twofactor/routes.ts";
import { countViews } from "./visits/recording.ts";
import { type AppEnv, lang } from "./web/app.ts";
import { patientDatabase } from "./web/database.ts";
import { describeFailure } from "./web/failure.ts";
import { knownHost, limitedBody, sameOriginExcept, trailingSlash } from "./web/guards.ts";
import { secured } from "./web/headers.ts";
import { showPage, showProblem } from "./web/page.ts";
import { Unreachable } from "./web/reach.ts";
import { weeklyMailRoutes } from "./weekly/routes.ts";

/** What mailed links do, by what they are for. */
export const links = { newsletter: newsletterLinks, "data-request": requestLinks };

/** Below a language that the site has, or for staff. */
const ownPage = new RegExp(`^(?!.*//)/(?:${organization.languages.join("|")}|staff)/`);

/**
 * Whether an address has the shape of a page or of a file of the policy where the site has none: Astro would show it
 * without what its route loads.
 */
const isElsewhere = (path: string) => /\/$|\/policy\//.test(path) && !ownPage.test(path);

/** Every route of the site: what guards it, what acts, and last the pages. */
export const app = new Hono<AppEnv>()
  .use(
    contextStorage(),
    patientDatabase,
    secured,
    knownHost,
    withPolicyInForce,
    countViews,
    limitedBody,
    sameOriginExcept(oneClickPath),
    trailingSlash,
  )
  .route("/", accountGuard)
  .route("/", staffGuard)
  .route("/", policyRoutes)
  .route("/", comparisonRoutes)
  .route("/", publicationRoutes)
  .route("/", contactRoutes)
  .route("/", feedbackRoutes)
  .route("/", orderRoutes)
  .route("/", newsletterRoutes)
  .route("/", requestRoutes)
  .route("/", sentRoutes)
  .route("/", receiptRoutes)
  .route("/", linkRoutes(links))
  .route("/", statisticsRoutes)
  .route("/", registrationRoutes)
  .route("/", signInRoutes)
  .route("/", passwordRoutes)
  .route("/", addressRoutes)
  .route("/", accountRoutes)
  .route("/", signedOrderPage(withHoldings))
  .route("/", newAddressPage)
  .route("/", twoFactorRoutes)
  .route("/", staffRoutes)
  .route("/", homeDesk)
  .route("/", inboxDesk)
  .route("/", orderDesk)
  .route("/", requestDesk)
  .route("/", mailDesk)
  .route("/", issueDesk)
  .route("/", auditRoutes)
  .route("/", staffStatisticsRoutes)
  .route("/", weeklyMailRoutes)
  .get("/", (c) => c.redirect(`/${organization.languages[0]}/`, 302))
  .get("/problem/", (c) => showProblem(c, 404))
  .get(`/${lang}/not-saved/`, (c) => showProblem(c, 404))
  .get("*", (c) => (isElsewhere(c.req.path) ? showProblem(c, 404) : showPage(c)))
  .all("*", (c) => showProblem(c, 405))
  .onError(async (error, c) => {
    console.error("worker: unexpected error", {
      path: c.req.routePath,
      error: describeFailure(error),
      stack: error.stack,
    });
    return showProblem(c, error instanceof Unreachable ? 503 : 500);
  });
