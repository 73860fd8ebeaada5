import { linkDays } from "../../forms/confirm-links/link.ts";
import { receiptAddress } from "../../forms/receipts/signing.ts";
import { asMail } from "../../mail/letter.ts";
import type { Letter, Mail, MailContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import type { Organization } from "../../web/organization.ts";
import type { Issue, OwnSubscription, Subscription } from "./form.ts";

/** The mail that asks the reader of an address whether they really want the newsletter. */
export function mailToConfirm(id: string, email: string, address: string, context: MailContext): Mail {
  const { organization, origin, language } = context;
  const { newsletter, shared } = sharedTextsIn(language).mail;
  const letter: Letter = {
    language,
    heading: newsletter.toConfirm,
    paragraphs: [
      newsletter.asked({ organization: organization.name }),
      shared.pressButton,
      address,
      newsletter.linkWorks({ days: linkDays }),
    ],
    reason: newsletter.reason({ origin }),
  };
  return asMail(id, email, letter);
}

/** The mail to somebody who has just confirmed: the receipt, and how to unsubscribe. */
export function mailConfirmed(reader: Subscription, unsubscribe: string, context: MailContext): Mail {
  const { organization, origin, language } = context;
  const { newsletter, shared } = sharedTextsIn(language).mail;
  const letter: Letter = {
    language,
    heading: newsletter.confirmed,
    paragraphs: [
      newsletter.fromNowOn({ organization: organization.name }),
      shared.receipt({ address: receiptAddress(context) }),
    ],
    reason: newsletter.stop({ origin, unsubscribe }),
  };
  return asMail(`${reader.reference}/confirmed`, reader.email, letter, {
    headers: oneClickHeaders(unsubscribe),
  });
}

/** What an issue needs to become a mail. */
export interface IssueContext {
  organization: Organization;
  origin: string;
  /** Address of the page that ends the subscription. */
  unsubscribe: string;
}

/** An issue for one reader, with the headers that let a mail program unsubscribe at once. */
export function mailOfIssue(id: string, issue: Issue, email: string, context: IssueContext): Mail {
  const { organization, origin, unsubscribe } = context;
  const { newsletter } = sharedTextsIn(issue.language).mail;
  const letter: Letter = {
    language: issue.language,
    heading: issue.subject,
    paragraphs: issue.paragraphs,
    reason: `${newsletter.stop({ origin, unsubscribe })} ${organization.name}, ${organization.address.join(", ")}`,
  };
  return asMail(id, email, letter, { headers: oneClickHeaders(unsubscribe) });
}

/** RFC 2369 and RFC 8058: the mail program shows a button that posts. */
function oneClickHeaders(unsubscribe: string): Record<string, string> {
  return {
    "List-Unsubscribe": `<${unsubscribe}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** An address's subscriptions, as its owner sees them. */
export function subscriptionsIn(result: { results: unknown[] } | undefined): OwnSubscription[] {
  const rows = (result?.results ?? []) as {
    reference: string;
    requested_at: string;
    confirmed_at: string | null;
    ended_at: string | null;
  }[];
  return rows.map(({ reference, requested_at, confirmed_at, ended_at }) => {
    const open = confirmed_at === null ? "asked" : "confirmed";
    return { reference, requestedAt: new Date(requested_at), state: ended_at === null ? open : "ended" };
  });
}
