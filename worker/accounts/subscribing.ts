import { accountForm, type Sent } from "../auth/form-routes.ts";
import { bytesOf } from "../encoding/core.ts";
import { store } from "../forms/intake.ts";
import { referenceFrom } from "../forms/ticket.ts";
import { hashOf } from "../links/token.ts";
import { deliverAfterwards } from "../mail/delivery.ts";
import { mailConfirmed } from "../newsletter/core.ts";
import { newsletterForm } from "../newsletter/schema.ts";
import { confirmSubscription, insertSubscription } from "../newsletter/store.ts";
import { unsubscribeAddress, unsubscribeToken } from "../newsletter/subscribing.ts";
import type { AppContext } from "../web/app.ts";
import { signedInOf, withHoldings } from "./pages.ts";
import { ownNewsletterForm, type Subscribing } from "./schema.ts";

/** The newsletter of who is signed in; giving consent needs no mailed link, because their address is confirmed. */
export const newsletterPage = accountForm({ form: ownNewsletterForm, open: withHoldings, submit: subscribe });

async function subscribe(c: AppContext, sent: Sent<Subscribing>): Promise<Response> {
  const { record, ticket, receivedAt, key } = sent;
  const { email } = signedInOf(c);
  const reference = referenceFrom("N", bytesOf(key));
  const reader = { reference, language: ticket.language, email };
  const [emailField] = newsletterForm.fields;
  await store(
    c,
    async (env, ring, { context }) => {
      const unsubscribeHash = await hashOf(await unsubscribeToken(env, reference));
      return {
        statements: [
          await insertSubscription(env.DB, ring, reader, unsubscribeHash, receivedAt),
          ...confirmSubscription(env.DB, reference, receivedAt),
        ],
        mails: [mailConfirmed(reader, await unsubscribeAddress(env, reader), context)],
      };
    },
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
    },
  );
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/account/newsletter/?done=subscribed`, 303);
}
