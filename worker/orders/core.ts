import { asMail } from "../mail/core.ts";
import type { Letter, Mail, MailContext } from "../mail/schema.ts";
import { whereReceiptIs } from "../receipts/core.ts";
import type { Order } from "./schema.ts";

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
  return {
    language,
    heading: `We have your order ${reference}`,
    paragraphs: [
      `Thank you. We answer within ${organization.answerDays} working days with an offer. Nothing is bought until you accept it.`,
      `You agreed that we keep your order under our privacy policy, version ${policyVersion}: ${origin}/${language}/policy/${policyVersion}/`,
      whereReceiptIs(context),
      "You asked for:",
    ],
    quote: goodsOf(order),
    reason: `You get this because somebody sent this order from ${origin} with your address. If it was not you, tell us: ${organization.email}`,
  };
}

function letterToStaff(order: Order, { origin, language, reference }: MailContext): Letter {
  return {
    language,
    heading: `New order ${reference}`,
    paragraphs: [
      `From: ${order.name} <${order.email}>`,
      ...(order.company ? [`Company: ${order.company}`] : []),
      ...(order.phone ? [`Phone: ${order.phone}`] : []),
      `Postal address: ${order.address}`,
    ],
    quote: goodsOf(order),
    reason: `Sent with the order form of ${origin}. Answering this mail writes to the sender.`,
  };
}

function goodsOf({ goods, quantity, delivery }: Order): string {
  return `Goods: ${goods}\nQuantity: ${quantity}\nDelivery: ${delivery}`;
}
