import { staffStatistics } from "./en/staff-statistics.ts";
import { statistics } from "./en/statistics.ts";

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
  policy: {
    states: { draft: "Draft", upcoming: "Upcoming", "in-force": "In force", superseded: "Superseded" },
    since: "since",
    from: "from",
    until: "until",
    replacedBy: "replaced by",
    readCurrent: "Read the version in force",
    changesOn: "A new version takes effect on",
    readNext: "Read what will apply",
    draftNote: "This is a draft. It binds nobody and is shown only on a local run.",
    version: "Version",
    published: "Published",
    permanent: "Permanent link",
    hash: "SHA-256 of the text",
    contents: "Contents",
    allVersions: "All versions",
    signed: "Director of",
    kinds: { material: "Material change", clarification: "Clarification", correction: "Correction" },
  },
  versions: {
    title: "Versions of the privacy policy",
    lead: "Each version stays here as it was published. Its text never changes: a correction is a new version.",
    machine: "The same list for programs",
  },
  form: {
    errorTitle: "Error",
    problem: "There is a problem",
    optional: "optional",
    choose: "Choose one",
    policyShown: "Your answers are handled under our privacy policy, version",
  },
  contact: {
    title: "Contact us",
    lead: "Write to us here, send an e-mail or call.",
    byForm: "Send a message",
    next: (days: number) =>
      `We send a copy of your message to your e-mail address and answer within ${days} working days.`,
    send: "Send message",
  },
  sent: {
    title: "We have your message",
    reference: "Your reference",
    keep: "Keep it: with it we find your message when you write or call again.",
    next: "What happens next",
    steps: (days: number) => [
      "A copy of your message is on its way to your e-mail address.",
      `We answer within ${days} working days.`,
      "To have your message corrected or deleted, write to us with your reference.",
    ],
  },
  statistics,
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
