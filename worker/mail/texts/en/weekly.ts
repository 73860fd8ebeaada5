/** What the weekly mail about visits says. Figures are full groups; one that is none is `fewer`. */
export interface WeeklyLetters {
  heading: (from: string, to: string) => string;
  views: (figure: string, change: string) => string;
  visits: (figure: string, change: string) => string;
  /** With the sign before the number of hundredths. */
  change: (hundredths: string) => string;
  fewer: (smallest: number) => string;
  pages: (pages: string) => string;
  form: (form: string, shown: string, refused: string, accepted: string) => string;
  all: (address: string) => string;
  reason: (address: string, smallest: number) => string;
}

/** What the weekly mail about visits says, in English. */
export const weekly: WeeklyLetters = {
  heading: (from, to) => `Visits from ${from} to ${to}`,
  views: (figure, change) => `Views: ${figure}${change}`,
  visits: (figure, change) => `Visits: ${figure}${change}`,
  change: (hundredths) => ` (${hundredths} % on the week before)`,
  fewer: (smallest) => `fewer than ${smallest}`,
  pages: (pages) => `Most viewed: ${pages}`,
  form: (form, shown, refused, accepted) =>
    `Form “${form}”: shown ${shown}, refused ${refused}, accepted ${accepted}`,
  all: (address) => `All figures: ${address}`,
  reason: (address, smallest) =>
    `You get this because you asked for it at ${address} where you can also stop it. Figures are in full groups of ${smallest}.`,
};
