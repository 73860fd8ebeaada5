import { receiptAddress } from "../../forms/receipts/signing.ts";
import { asMail, policyAddress } from "../../mail/letter.ts";
import type { Letter, Mail, MailContext } from "../../mail/mail.ts";
import { submissionLetters } from "../../mail/texts/letters.ts";
import { staffLanguage } from "../../web/organization.ts";
import type { ContactMessage } from "./form.ts";

/** The two mails that a message causes: a copy for whoever sent it, and the message for the organization. */
export function mailsAbout(message: ContactMessage, context: MailContext): Mail[] {
  const { organization, reference } = context;
  return [
    asMail(`${reference}/client`, message.email, letterToClient(message, context)),
    asMail(`${reference}/staff`, organization.email, letterToStaff(message, context), {
      replyTo: message.email,
    }),
  ];
}

function letterToClient(message: ContactMessage, context: MailContext): Letter {
  const { organization, origin, language, reference, policyVersion } = context;
  const { contacts, shared } = submissionLetters[language];
  return {
    language,
    heading: contacts.received(reference),
    paragraphs: [
      contacts.thanks(organization.answerDays),
      contacts.agreed(policyVersion, policyAddress(context)),
      shared.receipt(receiptAddress(context)),
      shared.youWrote,
    ],
    quote: message.message,
    reason: contacts.reason(origin, organization.email),
  };
}

function letterToStaff(message: ContactMessage, { organization, origin, reference }: MailContext): Letter {
  const language = staffLanguage(organization);
  const { contacts, shared } = submissionLetters[language];
  return {
    language,
    heading: contacts.toStaff(reference),
    paragraphs: [
      shared.from(`${message.name} <${message.email}>`),
      ...(message.phone ? [shared.phone(message.phone)] : []),
      ...(message.address.trim() ? [shared.address(message.address)] : []),
      contacts.topic[message.topic],
    ],
    quote: message.message,
    reason: contacts.staffReason(origin),
  };
}
