import { asMail } from "../mail/core.ts";
import type { Letter, Mail, MailContext } from "../mail/schema.ts";
import { whereReceiptIs } from "../receipts/core.ts";
import type { ContactMessage } from "./schema.ts";

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
  return {
    language,
    heading: `We have your message ${reference}`,
    paragraphs: [
      `Thank you. We answer within ${organization.answerDays} working days. If you write again about it, give the reference above.`,
      `You agreed that we keep your message under our privacy policy, version ${policyVersion}: ${origin}/${language}/policy/${policyVersion}/`,
      whereReceiptIs(context),
      "You wrote:",
    ],
    quote: message.message,
    reason: `You get this because somebody sent this message from ${origin} with your address. If it was not you, tell us: ${organization.email}`,
  };
}

function letterToStaff(message: ContactMessage, { origin, language, reference }: MailContext): Letter {
  return {
    language,
    heading: `New message ${reference}`,
    paragraphs: [
      `From: ${message.name} <${message.email}>`,
      ...(message.phone ? [`Phone: ${message.phone}`] : []),
      ...(message.address.trim() ? [`Address: ${message.address}`] : []),
      `Topic: ${message.topic}`,
    ],
    quote: message.message,
    reason: `Sent with the contact form of ${origin}. Answering this mail writes to the sender.`,
  };
}
