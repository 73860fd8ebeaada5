import type { WeeklyLetters } from "../en/weekly.ts";

/** What the weekly mail about visits says, in Russian. */
export const weekly: WeeklyLetters = {
  heading: (from, to) => `Посещения с ${from} по ${to}`,
  views: (figure, change) => `Просмотры: ${figure}${change}`,
  visits: (figure, change) => `Посещения: ${figure}${change}`,
  change: (hundredths) => ` (${hundredths} % к предыдущей неделе)`,
  fewer: (smallest) => `меньше ${smallest}`,
  pages: (pages) => `Чаще всего открывали: ${pages}`,
  form: (form, shown, refused, accepted) =>
    `Форма «${form}»: показана ${shown}, возвращена ${refused}, принята ${accepted}`,
  all: (address) => `Все цифры: ${address}`,
  reason: (address, smallest) =>
    `Вы получили это письмо, потому что подписались на него на странице ${address} и там же можете от него отказаться. Цифры даны полными группами по ${smallest}.`,
};
