import { receiptAddress } from "../../forms/receipts/addresses.ts";
import { asMail, policyAddress } from "../../mail/letter.ts";
import type { CopyContext, Letter, Mail, MailContext } from "../../mail/mail.ts";
import { toStranger } from "../../mail/stranger.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { type Language, staffLanguage } from "../../web/organization.ts";
import type { Order } from "./form.ts";

/** The two mails that an order causes: one for the client, which says where the order can be read, and the order for the organization. */
export function mailsAbout(order: Order, context: CopyContext): Mail[] {
  const { organization, reference } = context;
  return [
    toStranger("copy", `${reference}/client`, order.email, letterToClient, context),
    asMail(`${reference}/staff`, organization.email, letterToStaff(order, context), {
      replyTo: order.email,
    }),
  ];
}

function letterToClient(context: CopyContext): Letter {
  const { organization, origin, language, reference, policyVersion, written, channel } = context;
  const { order: texts, shared } = sharedTextsIn(language).mail;
  return {
    language,
    heading: texts.received({ reference }),
    paragraphs: [
      texts.thanks({ days: organization.answerDays }),
      texts.agreed({ version: policyVersion, address: policyAddress(context) }),
      shared.receipt({ address: receiptAddress(context) }),
      shared.written({ address: written }),
    ],
    reason: channel
      ? shared.entered[channel]({ email: organization.email })
      : texts.reason({ origin, email: organization.email }),
  };
}

function letterToStaff(order: Order, { organization, origin, reference }: MailContext): Letter {
  const language = staffLanguage(organization);
  const { order: texts, shared } = sharedTextsIn(language).mail;
  return {
    language,
    heading: texts.toStaff({ reference }),
    paragraphs: [
      shared.from({ sender: `${order.name} <${order.email}>` }),
      ...(order.company ? [shared.company({ company: order.company })] : []),
      ...(order.phone ? [shared.phone({ phone: order.phone })] : []),
      shared.address({ address: order.address }),
    ],
    quote: goodsOf(order, language),
    reason: texts.staffReason({ origin }),
  };
}

function goodsOf({ goods, quantity, delivery }: Order, language: Language): string {
  const { order } = sharedTextsIn(language).mail;
  return [order.goods({ goods }), order.quantity({ quantity }), order.delivery({ delivery })].join("\n");
}
