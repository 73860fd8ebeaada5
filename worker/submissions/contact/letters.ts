import { receiptAddress } from "../../forms/receipts/addresses.ts";
import { asMail, policyAddress } from "../../mail/letter.ts";
import type { CopyContext, Letter, Mail, MailContext } from "../../mail/mail.ts";
import { toStranger } from "../../mail/stranger.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { staffLanguage } from "../../web/organization.ts";
import type { ContactMessage } from "./form.ts";

/** The two mails that a message causes: one for the sender, which says where the message can be read, and the message for the organization. */
export function mailsAbout(message: ContactMessage, context: CopyContext): Mail[] {
  const { organization, reference } = context;
  return [
    toStranger("copy", `${reference}/client`, message.email, letterToClient, context),
    asMail(`${reference}/staff`, organization.email, letterToStaff(message, context), {
      replyTo: message.email,
    }),
  ];
}

function letterToClient(context: CopyContext): Letter {
  const { organization, origin, language, reference, policyVersion, written, channel } = context;
  const { contact, shared } = sharedTextsIn(language).mail;
  return {
    language,
    heading: contact.received({ reference }),
    paragraphs: [
      contact.thanks({ days: organization.answerDays }),
      contact.agreed({ version: policyVersion, address: policyAddress(context) }),
      shared.receipt({ address: receiptAddress(context) }),
      shared.written({ address: written }),
    ],
    reason: channel
      ? shared.entered[channel]({ email: organization.email })
      : contact.reason({ origin, email: organization.email }),
  };
}

function letterToStaff(message: ContactMessage, { organization, origin, reference }: MailContext): Letter {
  const language = staffLanguage(organization);
  const { contact, shared } = sharedTextsIn(language).mail;
  return {
    language,
    heading: contact.toStaff({ reference }),
    paragraphs: [
      shared.from({ sender: `${message.name} <${message.email}>` }),
      ...(message.phone ? [shared.phone({ phone: message.phone })] : []),
      ...(message.address.trim() ? [shared.address({ address: message.address })] : []),
      contact.topic[message.topic],
    ],
    quote: message.message,
    reason: contact.staffReason({ origin }),
  };
}
