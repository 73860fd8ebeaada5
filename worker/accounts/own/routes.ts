import { keyRing } from "../../vault/ring.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { show, showPage } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { ownDisclosureRoutes } from "../disclosures/routes.ts";
import { roles } from "../engine/signed-in.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { type Details, updateDetails } from "../engine/users.ts";
import { erasedPage } from "../erasure/form.ts";
import { deletionRoutes } from "../erasure/routes.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { changePasswordRoutes } from "../passwords/changing.ts";
import { sessionRoutes } from "../sessions/ending.ts";
import { only } from "../sessions/guard.ts";
import { acceptanceRoutes } from "./consenting.ts";
import { exportAnswer } from "./exporting.ts";
import { detailsForm } from "./forms.ts";
import { accountPage, consentsPage, detailsPage, ownOrdersPage, securityPage } from "./pages.ts";
import { receiptPages } from "./receipts.ts";
import { refuse } from "./refusing.ts";
import { loadDetails, showHoldings } from "./showing.ts";
import { ownNewsletterRoutes } from "./subscribing.ts";
import { stopNewsletter, withdraw } from "./withdrawing.ts";

/** Closes everything below the account to anybody who is not signed in. Mount it before every route there. */
export const accountGuard = router().use(`/${lang}/account/*`, only(...roles));

export const accountRoutes = router()
  .get(`/${lang}/account/`, (c) => showHoldings(c, accountPage))
  .get(`/${lang}/account/orders/`, (c) => showHoldings(c, ownOrdersPage))
  .get(`/${lang}/account/consents/`, (c) => showHoldings(c, consentsPage))
  .get(`/${lang}/account/security/`, (c) => showHoldings(c, securityPage))
  .get(`/${lang}/account/export/`, (c) => showPage(c))
  .post(`/${lang}/account/export/`, exportAnswer)
  .post(`/${lang}/account/consents/withdraw/`, withdraw)
  .post(`/${lang}/account/consents/refuse/`, refuse)
  .post(`/${lang}/account/newsletter/stop/`, stopNewsletter)
  .route("/", accountForm({ form: detailsForm, page: detailsPage, load: loadDetails, submit: correct }))
  .route("/", acceptanceRoutes)
  .route("/", ownNewsletterRoutes)
  .route("/", ownDisclosureRoutes)
  .route("/", receiptPages)
  .route("/", deletionRoutes)
  .route("/", changePasswordRoutes)
  .route("/", sessionRoutes)
  .get(`/${lang}/erased/`, (c) => show(c, erasedPage, { isHeld: c.req.query("kept") === "law" }));

async function correct(c: AppContext, { record, ticket, receivedAt }: Sent<Details>): Promise<Response> {
  const ring = await keyRing(c.env);
  await (await updateDetails(c.env.DB, ring, signedInOf(c).userId, record, receivedAt)).run();
  return c.redirect(`/${ticket.language}/account/?done=corrected`, 303);
}
