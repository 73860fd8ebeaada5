import { confirmAddress, expiryOf } from "../../forms/confirm-links/link.ts";
import { insertLink } from "../../forms/confirm-links/links.ts";
import type { Intake } from "../../forms/intake/storing.ts";
import type { MailContext } from "../../mail/mail.ts";
import { newToken } from "../../vault/locking.ts";
import type { KeyRing } from "../../vault/schema.ts";
import { hashOf } from "../../web/sha256.ts";
import type { List, Subscription } from "./form.ts";
import { mailToConfirm } from "./letters.ts";
import { insertSubscription } from "./subscriptions.ts";

/** What ticking the newsletter box stores and mails; nothing if it was not ticked. */
export async function askForNewsletter(
  env: Env,
  ring: KeyRing,
  { email, newsletter }: { email: string; newsletter: "" | "yes" },
  context: MailContext,
  at: Date,
): Promise<Intake> {
  return newsletter === "yes"
    ? askFor("newsletter", env, ring, email, context, at)
    : { statements: [], mails: [] };
}

/** What asking for what comes by mail stores and mails: nothing counts before the link is used. */
export async function askFor(
  list: List,
  env: Env,
  ring: KeyRing,
  email: string,
  context: MailContext,
  at: Date,
): Promise<Intake> {
  const { reference, language } = context;
  const token = newToken();
  const subscription = { reference, language, email, list, unsubscribe: newToken() };
  return {
    statements: [
      await insertSubscription(env.DB, ring, subscription, at),
      insertLink(env.DB, {
        tokenHash: await hashOf(token),
        purpose: list,
        subject: reference,
        expiresAt: expiryOf(at),
      }),
    ],
    mails: [
      mailToConfirm(
        `${reference}/${list}`,
        email,
        confirmAddress(context.origin, language, token),
        context,
        list,
      ),
    ],
  };
}

/** The address of the page that ends a subscription. It works as long as there are mails with it. */
export function unsubscribeAddress(
  { ORIGIN }: Pick<Env, "ORIGIN">,
  { language, unsubscribe }: Pick<Subscription, "language" | "unsubscribe">,
): string {
  return `${ORIGIN}/${language}/unsubscribe/${unsubscribe}/`;
}
