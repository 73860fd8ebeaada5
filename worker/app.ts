import organization from "../content/organization.yaml";
import { addressRoutes, newAddressRoutes } from "./accounts/address/routes.ts";
import { answerRoutes } from "./accounts/disclosures/routes.ts";
import { knownPerson } from "./accounts/own/known.ts";
import { accountGuard, accountRoutes } from "./accounts/own/routes.ts";
import { loadDetails } from "./accounts/own/showing.ts";
import { passwordRoutes } from "./accounts/passwords/routes.ts";
import { guardedRegistration } from "./accounts/register/guarded.ts";
import { registrationRoutes } from "./accounts/register/routes.ts";
import { twoFactorRoutes } from "./accounts/second-factor/routes.ts";
import { signInRoutes } from "./accounts/sign-in/routes.ts";
import { signedOrderRoutes } from "./accounts/signatures/ordering.ts";
import { offerRoutes } from "./accounts/thread/accepting.ts";
import { threadRoutes } from "./accounts/thread/routes.ts";
import { notesHeads } from "./audit/heads.ts";
import { linkRoutes } from "./forms/confirm-links/routes.ts";
import { guardianRoutes } from "./forms/guardian/routes.ts";
import { sentRoutes } from "./forms/intake/routes.ts";
import { receiptRoutes } from "./forms/receipts/routes.ts";
import { writtenRoutes } from "./forms/written/routes.ts";
import { actRoutes } from "./keeping/acts/routes.ts";
import { keptRoutes } from "./keeping/evidence/routes.ts";
import { healthRoutes } from "./keeping/health/routes.ts";
import { homeRoutes } from "./keeping/home/routes.ts";
import { overviewRoutes } from "./keeping/overview/routes.ts";
import { recordRoutes } from "./keeping/processing/routes.ts";
import { logRoutes } from "./log/routes.ts";
import { comparisonRoutes } from "./policy/compare/routes.ts";
import { withPolicyInForce } from "./policy/versions/guard.ts";
import { publicationRoutes } from "./policy/versions/publications.ts";
import { policyRoutes } from "./policy/versions/routes.ts";
import { auditRoutes } from "./staff/audit/routes.ts";
import { clientDesk } from "./staff/clients/routes.ts";
import { requestDesk } from "./staff/data-requests/routes.ts";
import { disclosureDesk } from "./staff/disclosures/routes.ts";
import { entryRoutes } from "./staff/entering/routes.ts";
import { exportRoutes } from "./staff/exports/routes.ts";
import { homeDesk } from "./staff/home/routes.ts";
import { inboxDesk } from "./staff/inbox/routes.ts";
import { mailDesk } from "./staff/mail/routes.ts";
import { staffGuard, staffRoutes } from "./staff/members/routes.ts";
import { issueDesk } from "./staff/newsletter/routes.ts";
import { orderDesk } from "./staff/orders/routes.ts";
import { peopleDesk } from "./staff/people/routes.ts";
import { staffStatisticsRoutes } from "./staff/statistics/routes.ts";
import { weeklyMailRoutes } from "./staff/statistics/weekly-routes.ts";
import { contactRoutes } from "./submissions/contact/routes.ts";
import { requestRoutes } from "./submissions/data-request/routes.ts";
import { feedbackRoutes } from "./submissions/feedback/routes.ts";
import { guardedForms } from "./submissions/guarded.ts";
import { links } from "./submissions/links.ts";
import { oneClickPath } from "./submissions/newsletter/form.ts";
import { newsletterRoutes } from "./submissions/newsletter/routes.ts";
import { orderRoutes } from "./submissions/order/routes.ts";
import { readableForms } from "./submissions/readable.ts";
import { onceAsked } from "./texts/once-asked.ts";
import { WrongKeys } from "./vault/key-checks.ts";
import { countViews } from "./visits/counting/recording.ts";
import { statisticsRoutes } from "./visits/figures/routes.ts";
import { type AppContext, lang } from "./web/app.ts";
import { deskInOtherLanguages } from "./web/desk-languages.ts";
import { entranceRoutes } from "./web/entrances.ts";
import { firstSight } from "./web/first-sight.ts";
import {
  knownHost,
  limitedBody,
  onlyOffered,
  readableAddress,
  sameOriginExcept,
  trailingSlash,
} from "./web/guards.ts";
import { secured } from "./web/headers.ts";
import { logFailure } from "./web/log.ts";
import { showPage, showProblem } from "./web/page.ts";
import { patiently } from "./web/patience.ts";
import type { ProblemStatus } from "./web/problem.ts";
import { withValues } from "./web/provided.ts";
import { Unreachable } from "./web/reach.ts";
import { Refused } from "./web/refused.ts";
import { router } from "./web/router.ts";
import { withTexts } from "./web/with-texts.ts";

/** Below one of the site's languages, or for staff. */
const ownPage = new RegExp(`^(?!.*//)/(?:${organization.languages.join("|")}|staff)/`);

/**
 * Whether an address looks like a page, or a file of the policy, where the site has none. Astro would show it without
 * the data its route loads.
 */
const isElsewhere = (path: string) => /\/$|\/policy\//.test(path) && !ownPage.test(path);

/** First the routes that act, last the pages. */
const routes = router()
  .route("/", accountGuard)
  .route("/", staffGuard)
  .route("/", knownPerson)
  .route("/", policyRoutes)
  .route("/", comparisonRoutes)
  .route("/", publicationRoutes)
  .route("/", homeRoutes)
  .route("/", keptRoutes)
  .route("/", healthRoutes)
  .route("/", logRoutes)
  .route("/", recordRoutes)
  .route("/", contactRoutes)
  .route("/", feedbackRoutes)
  .route("/", orderRoutes)
  .route("/", newsletterRoutes)
  .route("/", requestRoutes)
  .route("/", sentRoutes)
  .route("/", receiptRoutes)
  .route("/", linkRoutes(links))
  .route("/", threadRoutes)
  .route("/", writtenRoutes(readableForms))
  .route("/", answerRoutes)
  .route("/", guardianRoutes({ ...guardedForms, register: guardedRegistration }))
  .route("/", statisticsRoutes)
  .route("/", registrationRoutes)
  .route("/", signInRoutes)
  .route("/", passwordRoutes)
  .route("/", addressRoutes)
  .route("/", accountRoutes)
  .route("/", signedOrderRoutes(loadDetails))
  .route("/", offerRoutes)
  .route("/", newAddressRoutes)
  .route("/", twoFactorRoutes)
  .route("/", staffRoutes)
  .route("/", exportRoutes)
  .route("/", entryRoutes)
  .route("/", homeDesk)
  .route("/", inboxDesk)
  .route("/", orderDesk)
  .route("/", requestDesk)
  .route("/", clientDesk)
  .route("/", disclosureDesk)
  .route("/", mailDesk)
  .route("/", issueDesk)
  .route("/", peopleDesk)
  .route("/", auditRoutes)
  .route("/", actRoutes)
  .route("/", overviewRoutes)
  .route("/", staffStatisticsRoutes)
  .route("/", weeklyMailRoutes)
  .route("/", entranceRoutes)
  .get("/problem/", (c) => showProblem(c, 404))
  .get(`/${lang}/not-saved/`, (c) => showProblem(c, 404))
  .get(`/${lang}/thread/*`, (c) => showProblem(c, 404))
  .get("*", (c) => (isElsewhere(c.req.path) ? showProblem(c, 404) : showPage(c)))
  .all("*", (c) => showProblem(c, 405));

const desks = deskInOtherLanguages((before) =>
  router().use(withValues, withPolicyInForce, before).route("/", routes).onError(answerError),
);

/** The same without guards and counting, for a look at what another address would answer. */
const looked = onceAsked(() =>
  router().use(withValues, withPolicyInForce, onlyOffered).route("/", desks).route("/", routes),
);

/** The whole site: the guards, then its routes. */
export const app = router()
  .use(
    withValues,
    patiently,
    secured,
    firstSight,
    withTexts,
    knownHost,
    readableAddress,
    withPolicyInForce,
    countViews,
    onlyOffered,
    notesHeads,
    limitedBody,
    sameOriginExcept(oneClickPath),
    trailingSlash((c, request) => looked().fetch(request, c.env, c.executionCtx)),
  )
  .route("/", desks)
  .route("/", routes)
  .onError(answerError);

/** Logs an error that no route expected, and says so. */
async function answerError(error: Error, c: AppContext): Promise<Response> {
  logFailure("worker: unexpected error", { route: c.req.routePath }, error);
  return showProblem(c, problemOf(error));
}

/** What to answer for an error that no route expected. A rule of the database that was broken means that two acts met. */
function problemOf(error: Error): ProblemStatus {
  if (error instanceof Unreachable || error instanceof WrongKeys) return 503;
  return error instanceof Refused && error.constraint !== "statement" ? 409 : 500;
}
