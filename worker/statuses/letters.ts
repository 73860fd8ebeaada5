import { asMail } from "../mail/core.ts";
import type { Mail } from "../mail/schema.ts";
import type { Language, Organization } from "../policy/schema.ts";
import { statusId } from "./core.ts";
import type { Status, StatusEvent } from "./schema.ts";

/** What the notice of a change needs to know besides the change. */
export interface NoticeContext {
  organization: Organization;
  /** Public origin of the site, for links. */
  origin: string;
  language: Language;
  /** Whom it goes to. */
  email: string;
}

/** The mail that tells a sender of a change, with what we wrote; an answer to it reaches the organization. */
export function noticeOf(event: StatusEvent, { organization, origin, language, email }: NoticeContext): Mail {
  const { reference, position, status, note } = event;
  const { heading, text } = words[language].changes[status];
  const { added, follow, reason } = words[language];
  const letter = {
    language,
    heading: heading(reference),
    paragraphs: [
      ...(text === "" ? [] : [text]),
      follow(`${origin}/${language}/account/orders/`),
      ...(note === "" ? [] : [added]),
    ],
    ...(note === "" ? {} : { quote: note }),
    reason: reason(origin, organization.email),
  };
  return asMail(statusId(reference, position), email, letter, { replyTo: organization.email });
}

interface Words {
  changes: Record<Status, { heading: (reference: string) => string; text: string }>;
  added: string;
  follow: (address: string) => string;
  reason: (origin: string, email: string) => string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    changes: {
      received: { heading: (reference) => `We have received ${reference}`, text: "" },
      confirmed: {
        heading: (reference) => `Your order ${reference} is confirmed`,
        text: "We have confirmed your order.",
      },
      preparing: {
        heading: (reference) => `Your order ${reference} is in preparation`,
        text: "We are preparing your order.",
      },
      shipped: {
        heading: (reference) => `Your order ${reference} is on its way`,
        text: "Your order has left us.",
      },
      delivered: {
        heading: (reference) => `Your order ${reference} is delivered`,
        text: "By our records your order has arrived. If it has not, answer this mail.",
      },
      cancelled: {
        heading: (reference) => `Your order ${reference} is cancelled`,
        text: "Your order is cancelled. If you did not expect this, answer this mail.",
      },
      answered: {
        heading: (reference) => `Our answer to ${reference}`,
        text: "Thank you for writing to us.",
      },
      done: {
        heading: (reference) => `Your data request ${reference} is done`,
        text: "We have done what you asked us to.",
      },
    },
    added: "We write:",
    follow: (address) => `With an account under this address you see every step: ${address}`,
    reason: (origin, email) =>
      `You get this because this address was given with it on ${origin}. If it was not you, tell us: ${email}`,
  },
  zh: {
    changes: {
      received: { heading: (reference) => `我们已收到 ${reference}`, text: "" },
      confirmed: { heading: (reference) => `您的订单 ${reference} 已确认`, text: "我们已确认您的订单。" },
      preparing: { heading: (reference) => `您的订单 ${reference} 正在备货`, text: "我们正在为您备货。" },
      shipped: { heading: (reference) => `您的订单 ${reference} 已发货`, text: "您的订单已经发出。" },
      delivered: {
        heading: (reference) => `您的订单 ${reference} 已送达`,
        text: "根据我们的记录，您的订单已经送达。如果您没有收到，请回复本邮件。",
      },
      cancelled: {
        heading: (reference) => `您的订单 ${reference} 已取消`,
        text: "您的订单已取消。如果这出乎您的意料，请回复本邮件。",
      },
      answered: { heading: (reference) => `我们对 ${reference} 的答复`, text: "感谢您的来信。" },
      done: {
        heading: (reference) => `您的数据请求 ${reference} 已处理完毕`,
        text: "我们已按您的要求处理完毕。",
      },
    },
    added: "我们的回复：",
    follow: (address) => `用此邮箱注册账户后，您可以查看每一步进展：${address}`,
    reason: (origin, email) =>
      `您收到本邮件，是因为有人在 ${origin} 提交时填写了此邮箱。如果不是您本人，请告诉我们：${email}`,
  },
  ru: {
    changes: {
      received: { heading: (reference) => `Мы получили ${reference}`, text: "" },
      confirmed: {
        heading: (reference) => `Ваш заказ ${reference} подтверждён`,
        text: "Мы подтвердили ваш заказ.",
      },
      preparing: {
        heading: (reference) => `Ваш заказ ${reference} готовится`,
        text: "Мы готовим ваш заказ.",
      },
      shipped: {
        heading: (reference) => `Ваш заказ ${reference} отправлен`,
        text: "Ваш заказ отправлен.",
      },
      delivered: {
        heading: (reference) => `Ваш заказ ${reference} доставлен`,
        text: "По нашим данным, ваш заказ доставлен. Если вы его не получили, ответьте на это письмо.",
      },
      cancelled: {
        heading: (reference) => `Ваш заказ ${reference} отменён`,
        text: "Ваш заказ отменён. Если это для вас неожиданно, ответьте на это письмо.",
      },
      answered: {
        heading: (reference) => `Наш ответ на ${reference}`,
        text: "Спасибо, что написали нам.",
      },
      done: {
        heading: (reference) => `Ваш запрос о данных ${reference} выполнен`,
        text: "Мы сделали то, о чём вы просили.",
      },
    },
    added: "Мы пишем:",
    follow: (address) => `С учётной записью на этот адрес вы видите каждый шаг: ${address}`,
    reason: (origin, email) =>
      `Вы получили это письмо, потому что на сайте ${origin} был указан ваш адрес. Если это были не вы, сообщите нам: ${email}`,
  },
};
