import { linkDays } from "../links/core.ts";
import { asMail } from "../mail/core.ts";
import type { Letter, Mail, MailContext } from "../mail/schema.ts";
import type { Organization } from "../policy/schema.ts";
import type { Issue, Subscription } from "./schema.ts";

/** The mail that asks whoever reads an address whether the newsletter is really wanted. */
export function mailToConfirm(id: string, email: string, address: string, context: MailContext): Mail {
  const { organization, origin, language } = context;
  const letter: Letter = {
    language,
    heading: "Please confirm our newsletter",
    paragraphs: [
      `Somebody asked for the newsletter of ${organization.name} at this address. If it was you, open this page and press the button:`,
      address,
      `The link works for ${linkDays} days. Without it you get no newsletter.`,
    ],
    reason: `You get this because this address was entered on ${origin}. If it was not you, do nothing.`,
  };
  return asMail(id, email, letter);
}

/** What an issue needs to know to be a mail. */
export interface IssueContext {
  organization: Organization;
  origin: string;
  /** Address of the page that ends the subscription. */
  unsubscribe: string;
}

/** An issue for one reader, with the headers that let a mail program unsubscribe at once (RFC 8058). */
export function mailOfIssue(issue: Issue, reader: Subscription, context: IssueContext): Mail {
  const { organization, origin, unsubscribe } = context;
  const letter: Letter = {
    language: issue.language,
    heading: issue.subject,
    paragraphs: issue.paragraphs,
    reason: `You get this because you confirmed our newsletter on ${origin}. Stop it at any time: ${unsubscribe} ${organization.name}, ${organization.address.join(", ")}`,
  };
  return asMail(`issue/${issue.id}/${reader.reference}`, reader.email, letter, {
    headers: {
      "List-Unsubscribe": `<${unsubscribe}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  });
}
