import type { ConsentRecord } from "../../forms/consents/record.ts";
import { asMail } from "../../mail/letter.ts";
import type { Mail } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { isOffered } from "../../web/offers.ts";
import { type Language, type Organization, staffLanguage } from "../../web/organization.ts";
import { statusId } from "./change.ts";
import type { StatusEvent } from "./status.ts";

/** What the notice of a change needs besides the change. */
export interface NoticeContext {
  organization: Organization;
  /** Public origin of the site, for links. */
  origin: string;
  language: Language;
  /** The recipient. */
  email: string;
}

/** What the notice of a change by staff has besides. */
export interface Notice extends NoticeContext {
  /** Where its reader answers, without an account. */
  answer?: string;
  /** What is quoted of what they wrote: only to an address that is known to be theirs. */
  original?: string;
  /** Whether nothing changed: something was written. */
  isMessage?: boolean;
  /** More to say, such as a price and terms. */
  more?: readonly string[];
}

/** The mail that tells a sender of a change, with what we wrote and where to answer. */
export function noticeOf(event: StatusEvent, notice: Notice): Mail {
  const { organization, origin, language, email, answer, original, isMessage = false, more = [] } = notice;
  const { reference, position, status, note } = event;
  const t = sharedTextsIn(language).mail.status;
  const change = t.changes[isMessage ? "answered" : status];
  const letter = {
    language,
    heading: change.heading({ reference }),
    paragraphs: [
      ...("text" in change ? [change.text] : []),
      ...more,
      ...wayOn(answer, notice),
      ...(note === "" ? [] : [t.added]),
    ],
    ...(note === "" ? {} : { quote: note }),
    ...(original === undefined ? {} : { original: { said: t.original, words: original } }),
    reason: t.reason({ origin, email: organization.email }),
  };
  const headers = threadHeaders(reference, origin);
  return asMail(statusId(reference, position), email, letter, { replyTo: organization.email, headers });
}

/** Where its reader goes on: the page of the thread, or the account where there are any. */
function wayOn(answer: string | undefined, { origin, language }: Notice): string[] {
  const { follow, answer: there } = sharedTextsIn(language).mail.status;
  if (answer !== undefined) return [there({ address: answer })];
  const own = `/${language}/account/orders/`;
  return isOffered(own) ? [follow({ address: origin + own })] : [];
}

/**
 * Headers that keep the mails about one thing together (RFC 5322, 3.6.4). The mail service gives each mail its own
 * Message-ID, so they all answer one that is made from the reference.
 */
export function threadHeaders(reference: string, origin: string): Readonly<Record<string, string>> {
  const thread = `<${reference}@${new URL(origin).hostname}>`;
  return { "in-reply-to": thread, references: thread };
}

/** Tells the organization to stop what somebody no longer agrees to. The reference leads to who they are. */
export function mailToStop(
  { id, subject, purpose }: Pick<ConsentRecord, "id" | "subject" | "purpose">,
  method: "account" | "data-request",
  { organization, origin }: Pick<NoticeContext, "organization" | "origin">,
): Mail {
  const language = staffLanguage(organization);
  const { heading, stop, reason } = sharedTextsIn(language).mail.withdrawal;
  const letter = {
    language,
    heading: heading({ reference: subject }),
    paragraphs: [stop({ purpose, reference: subject })],
    reason: reason[method]({ origin }),
  };
  return asMail(`withdrawn/${id}`, organization.email, letter);
}

/**
 * The last mail to somebody whose data was erased at their request.
 * @param isHeld whether a law keeps something of theirs, and they may know
 */
export function farewellTo(
  reference: string,
  backupDays: number,
  isHeld: boolean,
  context: NoticeContext,
): Mail {
  const { origin, language, email } = context;
  const { heading, text, stays, law, copies, reason } = sharedTextsIn(language).mail.status.erased;
  const paragraphs = [text({ reference }), ...(isHeld ? [law] : []), stays, copies({ days: backupDays })];
  return asMail(`${reference}/erased`, email, { language, heading, paragraphs, reason: reason({ origin }) });
}
