import { linkDays } from "../../forms/confirm-links/link.ts";
import { receiptAddress } from "../../forms/receipts/addresses.ts";
import { asMail } from "../../mail/letter.ts";
import { listHeaders } from "../../mail/lists.ts";
import type { Letter, LetterContext, Mail, MailContext } from "../../mail/mail.ts";
import { type StrangerMail, toStranger } from "../../mail/stranger.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { namesIn } from "../../web/names.ts";
import type { Organization } from "../../web/organization.ts";
import type { Issue, List, OwnSubscription, Subscription } from "./form.ts";

/** The mail that asks the reader of an address whether they really want the newsletter. */
export function mailToConfirm(
  id: string,
  email: string,
  address: string,
  context: LetterContext,
  list: List = "newsletter",
): StrangerMail {
  const { organization, origin, language } = context;
  return toStranger(list, id, email, letterToConfirm, { organization, origin, language, address, list });
}

function letterToConfirm({
  organization,
  origin,
  language,
  address,
  list,
}: LetterContext & { address: string; list: List }): Letter {
  const { mail } = sharedTextsIn(language);
  const texts = mail[textsOfList(list)];
  return {
    language,
    heading: texts.toConfirm,
    paragraphs: [
      texts.asked({ organization: namesIn(organization, language).name }),
      mail.shared.pressButton,
      address,
      texts.linkWorks({ days: linkDays }),
    ],
    reason: texts.reason({ origin }),
  };
}

/** The mail to somebody who has just confirmed: the receipt, and how to unsubscribe. */
export function mailConfirmed(reader: Subscription, unsubscribe: string, context: MailContext): Mail {
  const { organization, origin, language } = context;
  const { mail } = sharedTextsIn(language);
  const { shared } = mail;
  const texts = mail[textsOfList(reader.list)];
  const letter: Letter = {
    language,
    heading: texts.confirmed,
    paragraphs: [
      texts.fromNowOn({ organization: namesIn(organization, language).name }),
      shared.receipt({ address: receiptAddress(context) }),
    ],
    reason: texts.because({ origin }),
    ending: [texts.stop({ unsubscribe })],
  };
  return asMail(`${reader.reference}/confirmed`, reader.email, letter, {
    headers: listHeaders(reader.list ?? "newsletter", { origin, unsubscribe, inbox: organization.email }),
  });
}

/** The key of what mail about a list says: the newsletter, or notices of changes to the policy. */
function textsOfList(list: List | undefined) {
  return list === "policy-changes" ? "policyNotices" : "newsletter";
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
  const { origin, unsubscribe, organization } = context;
  const headers = listHeaders("newsletter", { origin, unsubscribe, inbox: organization.email });
  return asMail(id, email, letterOfIssue(issue, context), { headers });
}

/** The letter that readers of an issue get, and staff see before they send it. */
export function letterOfIssue(issue: Omit<Issue, "id">, context: IssueContext): Letter {
  const { organization, origin, unsubscribe } = context;
  const { newsletter } = sharedTextsIn(issue.language).mail;
  const { name, address } = namesIn(organization, issue.language);
  return {
    language: issue.language,
    heading: issue.subject,
    paragraphs: [],
    markdown: issue.paragraphs.join("\n\n"),
    reason: newsletter.because({ origin }),
    ending: [newsletter.stop({ unsubscribe }), name, ...address],
  };
}

/** An address's subscriptions, as its owner sees them. */
export function subscriptionsIn(result: { results: unknown[] } | undefined): OwnSubscription[] {
  const rows = (result?.results ?? []) as {
    reference: string;
    list: List;
    requested_at: string;
    confirmed_at: string | null;
    ended_at: string | null;
  }[];
  return rows.map(({ reference, list, requested_at, confirmed_at, ended_at }) => {
    const open = confirmed_at === null ? "asked" : "confirmed";
    const state = ended_at === null ? open : "ended";
    return { reference, list, requestedAt: new Date(requested_at), state };
  });
}
