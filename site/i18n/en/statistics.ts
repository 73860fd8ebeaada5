import type { Indicator, Reason } from "../../../worker/visits/counting/counts.ts";
import type { TableName } from "../../../worker/visits/figures/figures.ts";

/** The rules in words: one for each indicator that the counter has, so that none can be missing here. */
const indicators: Record<Indicator, { name: string; rule: string }> = {
  total: { name: "Views", rule: "Every view." },
  page: {
    name: "Pages",
    rule: "The page’s address, where it is a page of this site; what stands for one person or one form in it is dropped.",
  },
  hour: { name: "Hours", rule: "The hour of the day on our clock, for each page." },
  referrer: {
    name: "Sites that linked here",
    rule: "The host of the site you came from, never the page there. A network address, or a name that is not public, is “other”. Visits only.",
  },
  country: {
    name: "Countries",
    rule: "The country that the network names for your address; the address is dropped.",
  },
  language: { name: "Languages", rule: "The first language that your browser asks for, without its region." },
  device: { name: "Devices", rule: "The kind of device that your browser names." },
  browser: { name: "Browsers", rule: "The browser’s family, never its version." },
  system: { name: "Systems", rule: "The system’s family, never its version." },
  campaign: {
    name: "Campaigns",
    rule: "The name that a link gives as utm_source, if it is a short lower-case name. Visits only.",
  },
  policy: { name: "Policy versions read", rule: "The version of the policy, on pages that show one." },
  form: {
    name: "Forms",
    rule: "A form and whether it was shown, refused or accepted. Never what was in it.",
  },
};

const reasons: Record<Reason, string> = {
  staff: "Pages for the organization’s own staff",
  "opted-out": "Browsers that ask not to be counted",
  prefetch: "Pages that a browser loaded ahead of time",
  robot: "Known robots",
  "no-navigation-headers": "Requests that do not say a person opened a page",
  error: "Pages answered with an error",
};

const signals = { gpc: "Global Privacy Control (Sec-GPC: 1)", dnt: "Do Not Track (DNT: 1)" };

/** Texts about visits, on the public page and on the dashboard. */
export const statistics = {
  title: "What we count",
  lead: "We count visits to see how the site is used. We do not follow anybody: no cookie, no script, no identifier, and no address is stored.",
  how: "How a visit is counted",
  counted: [
    "When your browser opens a page, the server adds one to a few separate totals of the day. The list below names them all.",
    "A view is a page opened. A visit is a view that did not come from a page of this site.",
    "Each total stands by itself. Nothing says which of them came from the same visit, so nobody can be followed from one to another. Only the hour is counted together with the page.",
  ],
  waiting: (minutes: number) =>
    `New counts wait up to ${minutes === 1 ? "a minute" : `${minutes} minutes`} in one place, as sums in the order of their names, before they join the day’s totals. If nobody else comes in that time, these sums are those of your visit alone. Our host keeps for 30 days what it needs to restore a lost store as it was at any moment.`,
  added: "What your visit just added",
  addedLead: "This request added these numbers to these totals of today. Nothing else about it exists.",
  addedNothing:
    "This request is not counted. It added one to this total of today, and nothing else about it exists.",
  addedCap: "Where a list is full for today, “other” got the one instead.",
  total: "Total",
  notCountedValue: "Not counted",
  rules: (version: string) => `The rules, version ${version}`,
  rulesLead: "The counter works with this table. Each day’s totals name the version they were counted by.",
  rule: "What it is",
  cap: "Most values a day",
  only: (values: string) => `One of: ${values}.`,
  notCountedTitle: "What is not counted",
  notCountedLead: "These requests add one to one total each and to nothing else. We ask in this order:",
  signals: (names: readonly ("gpc" | "dnt")[]) =>
    names.length === 0 ? "no signal" : names.map((name) => signals[name]).join(" or "),
  reasons,
  figures: "The last 30 days",
  period: (from: string, to: string) => `From ${from} to ${to}.`,
  asOf: (time: string) => `Counted up to ${time}.`,
  delay: (minutes: number) =>
    minutes <= 1 ? "New visits appear within a minute." : `New visits appear within ${minutes} minutes.`,
  never: "Nothing has been counted yet.",
  views: "Views",
  visits: "Visits",
  viewsHint: "pages opened",
  visitsHint: "arrivals from another site or address",
  smallGroups: (smallest: number) =>
    `All figures are in full groups of ${smallest}: the last few views of a value wait until their group of ${smallest} is full, and are then shown on that day. So no figure, and no difference of figures, is about fewer than ${smallest}.`,
  rest: "In smaller groups",
  others: (count: string) => `${count} more`,
  empty: "No full group in this period.",
  fewer: (smallest: number) => `fewer than ${smallest}`,
  /** The same in a column of figures. */
  few: (smallest: number) => `< ${smallest}`,
  indicators,
  tables: {
    page: indicators.page.name,
    referrer: indicators.referrer.name,
    country: indicators.country.name,
    language: indicators.language.name,
    device: indicators.device.name,
    browser: indicators.browser.name,
    system: indicators.system.name,
    campaign: indicators.campaign.name,
    policy: indicators.policy.name,
  } satisfies Record<TableName, string>,
  value: "Value",
  reason: "Reason",
  requests: "Requests",
  values: { none: "none", unknown: "unknown", other: "other", all: "all pages" } as Record<string, string>,
};
