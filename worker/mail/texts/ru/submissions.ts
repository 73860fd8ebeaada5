import type { SubmissionLetters } from "../en/submissions.ts";

/** What mails about forms and mailed links say, in Russian. */
export const submissions: SubmissionLetters = {
  shared: {
    receipt: (address) => `Подписанное подтверждение того, на что вы согласились: ${address}`,
    youWrote: "Вы написали:",
    from: (sender) => `От кого: ${sender}`,
    company: (company) => `Компания: ${company}`,
    phone: (phone) => `Телефон: ${phone}`,
    address: (address) => `Почтовый адрес: ${address}`,
    pressButton: "Если это были вы, откройте эту страницу и нажмите кнопку:",
  },
  contacts: {
    received: (reference) => `Мы получили ваше сообщение ${reference}`,
    thanks: (days) =>
      `Спасибо. Мы ответим в течение ${workingDays(days)}. Если будете писать об этом снова, укажите номер, приведённый выше.`,
    agreed: (version, address) =>
      `Вы согласились, чтобы мы хранили ваше сообщение по нашей политике конфиденциальности, версия ${version}: ${address}`,
    reason: (origin, email) =>
      `Вы получили это письмо, потому что кто-то отправил это сообщение с сайта ${origin} и указал ваш адрес. Если это были не вы, сообщите нам: ${email}`,
    toStaff: (reference) => `Новое сообщение ${reference}`,
    topic: {
      question: "Тема: товары",
      order: "Тема: заказ",
      privacy: "Тема: персональные данные",
      other: "Тема: другое",
    },
    staffReason: (origin) =>
      `Отправлено через форму обратной связи сайта ${origin}. Ответ на это письмо получит отправитель.`,
  },
  feedback: {
    received: (reference) => `Мы получили ваш отзыв ${reference}`,
    thanks: (rating) =>
      `Спасибо. Ваша оценка: ${rating} из 5. Мы читаем каждое слово и отвечаем там, где есть на что ответить.`,
    agreed: (version, address) =>
      `Вы согласились, чтобы мы хранили отзыв по нашей политике конфиденциальности, версия ${version}: ${address}`,
    reason: (origin, email) =>
      `Вы получили это письмо, потому что кто-то оставил этот отзыв на сайте ${origin} и указал ваш адрес. Если это были не вы, сообщите нам: ${email}`,
    toStaff: (reference) => `Новый отзыв ${reference}`,
    rating: (rating) => `Оценка: ${rating} из 5`,
    noAddress: "адрес не указан",
    staffReason: (origin) => `Отправлено через форму отзыва сайта ${origin}.`,
  },
  orders: {
    received: (reference) => `Мы получили ваш заказ ${reference}`,
    thanks: (days) =>
      `Спасибо. В течение ${workingDays(days)} мы пришлём предложение. Пока вы его не приняли, ничего не куплено.`,
    agreed: (version, address) =>
      `Вы согласились, чтобы мы хранили ваш заказ по нашей политике конфиденциальности, версия ${version}: ${address}`,
    asked: "Вы запросили:",
    goods: (goods) => `Товары: ${goods}`,
    quantity: (quantity) => `Количество: ${quantity}`,
    delivery: (delivery) => `Доставка: ${delivery}`,
    reason: (origin, email) =>
      `Вы получили это письмо, потому что кто-то отправил этот заказ с сайта ${origin} и указал ваш адрес. Если это были не вы, сообщите нам: ${email}`,
    toStaff: (reference) => `Новый заказ ${reference}`,
    staffReason: (origin) =>
      `Отправлено через форму заказа сайта ${origin}. Ответ на это письмо получит отправитель.`,
  },
  newsletter: {
    toConfirm: "Подтвердите подписку на нашу рассылку",
    asked: (organization) => `Кто-то запросил на этот адрес рассылку компании ${organization}.`,
    linkWorks: (days) =>
      `Ссылка действует в течение ${calendarDays(days)}. Без подтверждения рассылка приходить не будет.`,
    reason: (origin) =>
      `Вы получили это письмо, потому что этот адрес указали на сайте ${origin}. Если это были не вы, ничего не делайте.`,
    confirmed: "Вы подписаны на нашу рассылку",
    fromNowOn: (organization) =>
      `Вы подтвердили подписку на рассылку компании ${organization}. Вы получите следующий выпуск.`,
    stop: (origin, unsubscribe) =>
      `Вы получили это письмо, потому что подтвердили подписку на нашу рассылку на сайте ${origin}. Отказаться можно в любое время: ${unsubscribe}`,
  },
  requests: {
    toConfirm: (reference) => `Подтвердите ваш запрос о данных ${reference}`,
    asked: {
      see: "Кто-то попросил нас показать данные, которые мы храним об этом адресе.",
      correct: "Кто-то попросил нас исправить данные, которые мы храним об этом адресе.",
      erase: "Кто-то попросил нас удалить данные, которые мы храним об этом адресе.",
      restrict: "Кто-то попросил нас прекратить использование данных, которые мы храним об этом адресе.",
      object: "Кто-то возразил против того, как мы используем данные, которые храним об этом адресе.",
    },
    linkWorks: (days) =>
      `Ссылка действует в течение ${calendarDays(days)}. До подтверждения мы ничего не делаем.`,
    reason: (origin) =>
      `Вы получили это письмо, потому что этот адрес указали на сайте ${origin}. Если это были не вы, ничего не делайте.`,
    confirmed: (reference) => `Ваш запрос о данных ${reference} подтверждён`,
    youAsked: {
      see: "Вы попросили нас показать данные, которые мы храним об этом адресе.",
      correct: "Вы попросили нас исправить данные, которые мы храним об этом адресе.",
      erase: "Вы попросили нас удалить данные, которые мы храним об этом адресе.",
      restrict: "Вы попросили нас прекратить использование данных, которые мы храним об этом адресе.",
      object: "Вы возразили против того, как мы используем данные, которые храним об этом адресе.",
    },
    answer: (days) => `Мы ответим в течение ${workingDays(days)}.`,
    confirmedReason: (origin) => `Вы получили это письмо, потому что подтвердили запрос на сайте ${origin}.`,
    toStaff: {
      see: (reference) => `Запрос о данных ${reference}: показать`,
      correct: (reference) => `Запрос о данных ${reference}: исправить`,
      erase: (reference) => `Запрос о данных ${reference}: удалить`,
      restrict: (reference) => `Запрос о данных ${reference}: ограничить`,
      object: (reference) => `Запрос о данных ${reference}: возражение`,
    },
    addressConfirmed: "Адрес подтверждён.",
    staffReason: (origin) =>
      `Отправлено через форму запроса о данных сайта ${origin}. Ответ на это письмо получит отправитель.`,
  },
};

/** “Within” asks for the genitive, whose plural begins at 2. */
function workingDays(days: number): string {
  return `${days} ${isOne(days) ? "рабочего дня" : "рабочих дней"}`;
}

function calendarDays(days: number): string {
  return `${days} ${isOne(days) ? "дня" : "дней"}`;
}

function isOne(count: number): boolean {
  return count % 10 === 1 && count % 100 !== 11;
}
