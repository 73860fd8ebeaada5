import { lang } from "../../web/app.ts";
import { show } from "../../web/page.ts";
import { router } from "../../web/router.ts";
import { browsers, devices, systems } from "../../web/user-agent.ts";
import { indicators, rulesVersion } from "../counting/counts.ts";
import { addedBy } from "../counting/recording.ts";
import { publicStatisticsPage, type Rule } from "./figures.ts";
import { loadPublicStatistics } from "./loading.ts";

/** The public page: the rules, what this visit added, and the last 30 whole days. */
export const statisticsRoutes = router().get(`/${lang}/statistics/`, async (c) => {
  const statistics = await loadPublicStatistics(c);
  return show(c, publicStatisticsPage, {
    statistics,
    rules,
    rulesVersion,
    added: addedBy(c, 200),
    delayMinutes: Math.ceil(Number(c.env.VISIT_DELAY_SECONDS) / 60),
  });
});

const values: Partial<Record<string, readonly string[]>> = {
  device: devices,
  browser: browsers.map(([, name]) => name),
  system: systems.map(([, name]) => name),
};

/** The rules the counter counts by, for the page to print. */
const rules = Object.entries(indicators).map(([indicator, { cap }]) => {
  const known = values[indicator];
  return { indicator, cap, ...(known ? { values: known } : {}) } as Rule;
});
