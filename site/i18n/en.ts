import { comparison } from "./en/comparison.ts";
import { cookies } from "./en/cookies.ts";
import { forms } from "./en/forms.ts";
import { links } from "./en/links.ts";
import { policy } from "./en/policy.ts";
import { receipts } from "./en/receipts.ts";
import { versions } from "./en/versions.ts";

/** The pages' texts in English. */
export const en = {
  shell: {
    skip: "Skip to the content",
    menu: "Main",
    home: "Home",
    policy: "Privacy policy",
    versions: "Versions",
    contact: "Contact",
    statistics: "Statistics",
    partners: "Partners",
    cookies: "Cookies",
    dataRequest: "Your data",
    footer: "Contact details",
    example: "example",
    exampleNote: "Details marked “example” are not the organization’s yet.",
    hostedIn: "Data is kept in",
  },
  home: {
    title: "Privacy",
    lead: "This site publishes our privacy policy, keeps what it promises, and lets you write to us.",
    read: "Read the policy",
    write: "Write to us",
    writeLead: "Ask a question, or ask what we hold about you.",
    counted: "See what we count",
    countedLead:
      "No cookies, no scripts, no identifiers. We count visits in groups, and show you the counts.",
  },
  policy,
  versions,
  comparison,
  cookies,
  forms,
  links,
  receipts,
  statistics: {
    title: "What we count",
    lead: "We count visits to see how the site is used. We do not follow anybody: no cookie, no script, no identifier, and no address is stored.",
    how: "How a visit is counted",
    counted: [
      "When your browser opens a page, the server adds one to a few separate totals of the day: the page, the hour for that page, and the country, language, kind of device, browser and system that the request names.",
      "If you came from another site, it also adds one to the total of that site and of the campaign named in the link.",
      "Each total stands by itself. Nothing says which of them came from the same visit, so nobody can be followed from one to another.",
    ],
    notCountedTitle: "What is not counted",
    notCountedLead: "These requests add to one total each and to nothing else.",
    reasons: {
      "opted-out": "Browsers that ask not to be counted (Global Privacy Control or Do Not Track)",
      prefetch: "Pages that a browser loaded ahead of time",
      robot: "Known robots",
      "no-navigation-headers": "Requests that do not say a person opened a page",
      error: "Pages answered with an error",
    },
    figures: "The last 30 days",
    period: (from: string, to: string) => `From ${from} to ${to}.`,
    asOf: (time: string) => `Counted up to ${time}.`,
    never: "Nothing has been counted yet.",
    views: "Views",
    visits: "Visits",
    viewsHint: "pages opened",
    visitsHint: "arrivals from another site or address",
    smallGroups: (smallest: number) =>
      `Values seen fewer than ${smallest} times are not shown one by one: they are folded into one row.`,
    folded: (smallest: number) => `Each fewer than ${smallest}, or folded with these`,
    fewer: (smallest: number) => `fewer than ${smallest}`,
    empty: "Nothing counted in this period.",
    indicators: {
      page: "Pages",
      referrer: "Sites that linked here",
      country: "Countries",
      language: "Languages",
      device: "Devices",
      browser: "Browsers",
      system: "Systems",
      campaign: "Campaigns",
    },
    value: "Value",
    reason: "Reason",
    requests: "Requests",
    values: { none: "none", unknown: "unknown", other: "other" } as Record<string, string>,
  },
  partners: {
    title: "Partners",
    lead: "Companies that supply or make the goods and services offered here.",
    empty: "No partner is listed yet. We pass no data to partners.",
  },
  problems: {
    400: { title: "We could not read this request", next: "Go back, reload the page and try again." },
    403: {
      title: "This was not sent from our site",
      next: "For your safety we take forms only from our own pages. Open the page here and send it again.",
    },
    404: { title: "There is no such page", next: "Check the address, or start from the home page." },
    405: { title: "This page cannot be used that way", next: "Open the page and use its form." },
    413: { title: "That is too much for one form", next: "Go back, shorten your text and send it again." },
    415: {
      title: "We take forms only as text",
      next: "Open the page and use its form. Files cannot be sent.",
    },
    421: { title: "This host is not served here", next: "Check the address." },
    500: {
      title: "Something went wrong on our side",
      next: "Try again in a few minutes. If you sent a form, go back: your browser kept what you typed.",
    },
    503: { title: "We are not available just now", next: "Try again in a few minutes." },
  },
};
