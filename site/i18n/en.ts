import { accessibility } from "./en/accessibility.ts";
import { accounts } from "./en/accounts.ts";
import { comparison } from "./en/comparison.ts";
import { cookies } from "./en/cookies.ts";
import { forms } from "./en/forms.ts";
import { home } from "./en/home.ts";
import { kept } from "./en/kept.ts";
import { links } from "./en/links.ts";
import { policy } from "./en/policy.ts";
import { receipts } from "./en/receipts.ts";
import { staff } from "./en/staff.ts";
import { staffStatistics } from "./en/staff-statistics.ts";
import { statistics } from "./en/statistics.ts";
import { versions } from "./en/versions.ts";

/** The pages' texts in English. */
export const en = {
  accessibility,
  accounts,
  shell: {
    skip: "Skip to the content",
    menu: "Main",
    home: "Home",
    policy: "Privacy policy",
    versions: "Versions",
    contact: "Contact",
    statistics: "Statistics",
    account: "Account",
    partners: "Partners",
    cookies: "Cookies",
    kept: "How it is kept",
    accessibility: "Accessibility",
    dataRequest: "Your data",
    footer: "Contact details",
    example: "example",
    exampleNote: "Details marked “example” are not the organization’s yet.",
  },
  home,
  policy,
  versions,
  comparison,
  cookies,
  forms,
  kept,
  links,
  receipts,
  statistics,
  staff,
  staffStatistics,
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
