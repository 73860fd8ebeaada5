import type { ConsentRecord } from "../../forms/consents/record.ts";
import { asMail } from "../../mail/letter.ts";
import type { Mail } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
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

/** The mail that tells a sender of a change, with what we wrote. An answer to it reaches the organization. */
export function noticeOf(event: StatusEvent, { organization, origin, language, email }: NoticeContext): Mail {
  const { reference, position, status, note } = event;
  const { changes, added, follow, reason } = sharedTextsIn(language).mail.status;
  const change = changes[status];
  const letter = {
    language,
    heading: change.heading({ reference }),
    paragraphs: [
      ...("text" in change ? [change.text] : []),
      follow({ address: `${origin}/${language}/account/orders/` }),
      ...(note === "" ? [] : [added]),
    ],
    ...(note === "" ? {} : { quote: note }),
    reason: reason({ origin, email: organization.email }),
  };
  return asMail(statusId(reference, position), email, letter, { replyTo: organization.email });
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
