import { referenceFrom } from "../../forms/form/reference.ts";
import { store } from "../../forms/intake/storing.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { newsletterForm } from "../../submissions/newsletter/form.ts";
import { mailConfirmed } from "../../submissions/newsletter/letters.ts";
import { unsubscribeAddress } from "../../submissions/newsletter/subscribing.ts";
import { confirmSubscription, insertSubscription } from "../../submissions/newsletter/subscriptions.ts";
import { newToken } from "../../vault/locking.ts";
import type { AppContext } from "../../web/app.ts";
import { bytesOf } from "../../web/base64url.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { accountForm, type Sent } from "../form/account-form.ts";
import { ownNewsletterForm, type Subscribing } from "./forms.ts";
import { ownNewsletterPage } from "./pages.ts";
import { loadHoldings } from "./showing.ts";

/** The newsletter of whoever is signed in. It needs no mailed link, because their address is confirmed. */
export const ownNewsletterRoutes = accountForm({
  form: ownNewsletterForm,
  page: ownNewsletterPage,
  load: loadHoldings,
  submit: subscribe,
});

async function subscribe(c: AppContext, sent: Sent<Subscribing>): Promise<Response> {
  const { record, ticket, receivedAt, key } = sent;
  const { email } = signedInOf(c);
  const reference = referenceFrom("N", bytesOf(key));
  const reader = { reference, language: ticket.language, email, unsubscribe: newToken() };
  const [emailField] = newsletterForm.fields;
  await store(
    c,
    async (env, ring, { context }) => ({
      statements: [
        await insertSubscription(env.DB, ring, reader, receivedAt),
        ...confirmSubscription(env.DB, reference, receivedAt),
      ],
      mails: [mailConfirmed(reader, unsubscribeAddress(env, reader), context)],
    }),
    {
      form: {
        ...newsletterForm,
        fields: [...(emailField ? [emailField] : []), ...ownNewsletterForm.fields],
      },
      values: { email, ...record },
      record,
      ticket,
      reference,
      receivedAt,
      suspicions: [],
      ownAddresses: [email],
      isConfirmed: true,
    },
  );
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/account/newsletter/?done=subscribed`, 303);
}
