import type { StatusLetters } from "../en/statuses.ts";

/** What notices of a change of status say, in Russian. */
export const statuses: StatusLetters = {
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
  erased: {
    heading: "Ваши данные удалены",
    text: (reference) =>
      `Вы просили удалить всё, что мы храним об этом адресе (${reference}). Это сделано. Больше писем не будет.`,
    stays:
      "Остаётся то, что никого не называет: что согласия были даны и отозваны, что было подписано паролем учётной записи, и отметка об удалении.",
    copies: (days) => `Резервные копии могут хранить удалённое ещё до ${days} дн.`,
    reason: (origin) => `Вы получили это письмо, потому что подтвердили этот запрос на сайте ${origin}.`,
  },
};
