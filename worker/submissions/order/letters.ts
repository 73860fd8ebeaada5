import { receiptAddress } from "../../forms/receipts/signing.ts";
import { asMail, policyAddress } from "../../mail/letter.ts";
import type { Letter, Mail, MailContext } from "../../mail/mail.ts";
import { submissionLetters } from "../../mail/texts/letters.ts";
import { type Language, staffLanguage } from "../../web/organization.ts";
import type { Order } from "./form.ts";

/** The two mails that an order causes: a copy for whoever placed it, and the order for the organization. */
export function mailsAbout(order: Order, context: MailContext): Mail[] {
  const { organization, reference } = context;
  return [
    asMail(`${reference}/client`, order.email, letterToClient(order, context)),
    asMail(`${reference}/staff`, organization.email, letterToStaff(order, context), {
      replyTo: order.email,
    }),
  ];
}

function letterToClient(order: Order, context: MailContext): Letter {
  const { organization, origin, language, reference, policyVersion } = context;
  const { orders, shared } = submissionLetters[language];
  return {
    language,
    heading: orders.received(reference),
    paragraphs: [
      orders.thanks(organization.answerDays),
      orders.agreed(policyVersion, policyAddress(context)),
      shared.receipt(receiptAddress(context)),
      orders.asked,
    ],
    quote: goodsOf(order, language),
    reason: orders.reason(origin, organization.email),
  };
}

function letterToStaff(order: Order, { organization, origin, reference }: MailContext): Letter {
  const language = staffLanguage(organization);
  const { orders, shared } = submissionLetters[language];
  return {
    language,
    heading: orders.toStaff(reference),
    paragraphs: [
      shared.from(`${order.name} <${order.email}>`),
      ...(order.company ? [shared.company(order.company)] : []),
      ...(order.phone ? [shared.phone(order.phone)] : []),
      shared.address(order.address),
    ],
    quote: goodsOf(order, language),
    reason: orders.staffReason(origin),
  };
}

function goodsOf({ goods, quantity, delivery }: Order, language: Language): string {
  const { orders } = submissionLetters[language];
  return [orders.goods(goods), orders.quantity(quantity), orders.delivery(delivery)].join("\n");
}
