import { cellsOf } from "../../worker/visits/counting/cells.ts";
import type { Cell, Place } from "../../worker/visits/counting/counts.ts";
import { dayMs } from "../../worker/web/days.ts";

/** Where the bench counts: like the site, with two versions. */
export const place: Place = {
  languages: ["en"],
  versions: ["2026-11-22", "2027-01-01"],
  inForce: "2026-11-22",
  timeZone: "Asia/Shanghai",
};

export const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36";
const agents = [
  chrome,
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0",
  "Mozilla/5.0 (Linux; Android 14; V2324A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50",
];
const paths = [
  "",
  "policy/",
  "policy/2026-11-22/",
  "policy/versions/",
  "contact/",
  "statistics/",
  "partners/",
];
const more = ["policy/2027-01-01/", "order/", "newsletter/", "register/", "account/", "sign-in/", "cookies/"];
const countries = ["CN", "RU", "KZ", "DE", "US", "FR", "GB", "JP", "KR", "UZ", "KG", "TJ", "BY", "IN", "TR"];
const languages = ["zh", "ru", "en", "kk", "de", "fr", "ja", "ko"];

/** The cells of one view from a public with a few favourites and many others. `random` gives 0 to 1. */
export function viewCells(at: Date, random: () => number): Cell[] {
  const few = <Value>(values: readonly Value[]) => values[Math.floor(random() ** 3 * values.length)] as Value;
  const isVisit = random() < 0.6;
  const source = random() < 0.1 ? "?utm_source=spring-mail" : "";
  const headers = new Headers({
    "user-agent": few(agents),
    "accept-language": few(languages),
    "sec-fetch-dest": "document",
    "sec-fetch-site": isVisit ? "cross-site" : "same-origin",
    referer: `https://www.search${Math.floor(random() ** 4 * 60)}.example/`,
  });
  const url = new URL(`https://www.example.com/en/${few([...paths, ...more])}${source}`);
  const seen = { method: "GET", url, headers, country: few(countries), status: 200, signals: [] };
  return cellsOf(seen, at, place);
}

/** Numbers from 0 to 1, the same in each run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Cells of a number of views spread over the days before an instant, summed per day. */
export function* viewsOver(days: number, views: number, until: Date): Generator<Cell[]> {
  const random = seeded(7);
  const perDay = Math.ceil(views / days);
  for (let day = 0; day < days; day += 1) {
    const sums = new Map<string, Cell>();
    for (let view = 0; view < perDay; view += 1) {
      const at = new Date(until.getTime() - (day + random()) * dayMs);
      for (const cell of viewCells(at, random)) {
        const key = `${cell.day} ${cell.indicator} ${cell.value}`;
        const sum = sums.get(key);
        if (sum) {
          sum.views += cell.views;
          sum.visits += cell.visits;
        } else {
          sums.set(key, cell);
        }
      }
    }
    yield [...sums.values()];
  }
}
