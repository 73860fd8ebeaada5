import type { Action } from "../../../worker/audit/schema.ts";
import type { FormId } from "../../../worker/forms/schema.ts";
import type { Section } from "../../../worker/staff/schema.ts";

const sections: Record<Section, string> = {
  inbox: "Inbox",
  orders: "Orders",
  audit: "Audit log",
  statistics: "Statistics",
};

const forms: Record<FormId, string> = {
  contact: "Message",
  feedback: "Feedback",
  order: "Order",
  newsletter: "Newsletter",
  "data-request": "Data request",
};

const actions: Record<Action, string> = {
  opened: "Opened",
  changed: "Changed the status of",
  answered: "Answered",
  released: "Released from quarantine",
  erased: "Erased",
  searched: "Looked up what is held for",
  "mail-again": "Sent again the mail",
  "mail-dropped": "Gave up the mail",
  "newsletter-sent": "Sent the newsletter",
};

/** Texts of the staff pages; statistics has its own. */
export const staff = {
  title: "Staff",
  parts: "Staff",
  home: "Overview",
  sections,
  forms,
  roles: { client: "client", analyst: "analyst", manager: "manager", editor: "editor", owner: "owner" },
  security: "Your security",
  signOut: "Sign out",
  done: {
    changed: "Recorded. The client is told by mail.",
    answered: "Your answer is on its way by mail.",
    handled: "Marked as answered. No mail was sent.",
    released: "Released. The mail that was held is on its way.",
    already: "Nothing was changed: somebody was faster, or it was sent twice. What counts is below.",
  } as Record<string, string>,
  waiting: {
    title: "What waits",
    none: "Nothing waits for you.",
    of: (section: Section, count: number) =>
      ({
        inbox: count === 1 ? "1 message to answer" : `${count} messages to answer`,
        orders: count === 1 ? "1 order to confirm" : `${count} orders to confirm`,
        audit: "",
        statistics: "",
      })[section],
    quarantined: (count: number) =>
      count === 1 ? "1 submission in quarantine" : `${count} submissions in quarantine`,
    since: "the oldest since",
    overdue: (count: number) => `${count} overdue`,
    more: "Other parts",
  },
  audit: {
    title: "Audit log",
    lead: "Who of the staff read or changed personal data, what, and when. Nothing in it can be changed. Each entry carries a hash over itself and the one before.",
    actions,
    empty: "There is no entry yet.",
    by: "by",
    entry: "Entry",
    check: "Check the whole log",
    unbroken: (entries: number) =>
      entries === 1 ? "Unbroken: 1 entry fits." : `Unbroken: all ${entries} entries fit.`,
    broken: (entry: number) =>
      `Broken at entry ${entry}: it was altered or taken out, or what follows the entry before was.`,
    tip: "Hash of the last entry that fits. Note it down elsewhere: entries taken off the end show only by it.",
  },
  list: {
    show: "Status",
    send: "Show",
    empty: "There is nothing yet.",
    emptyFilter: "Nothing matches this filter.",
    all: "Show all",
    received: "Received",
    due: "Answer by",
    overdue: "Overdue",
    since: "since",
    quarantined: "In quarantine",
    pages: "Pages",
    page: (page: number) => `Page ${page}`,
    previous: "Previous",
    next: "Next",
  },
  history: {
    title: "History",
    by: "by",
    note: "We wrote:",
  },
  orders: {
    title: "Orders",
    filters: {
      open: "Open",
      received: "Received",
      confirmed: "Confirmed",
      preparing: "In preparation",
      shipped: "Shipped",
      delivered: "Delivered",
      cancelled: "Cancelled",
      all: "All",
    } as Record<string, string>,
    change: "Change the status",
    changeLead: "Each change is kept in the history and told to the client by mail.",
    send: "Record and tell the client",
    quarantined: "Its status can be changed once it is released.",
  },
  submission: {
    labels: {
      goods: "Goods",
      quantity: "Quantity",
      delivery: "Delivery",
      name: "Name",
      company: "Company",
      address: "Postal address",
      email: "E-mail",
      phone: "Phone",
      topic: "About",
      message: "Message",
      rating: "Rating",
      feedback: "Feedback",
      kind: "Asks us to",
      details: "Details",
      language: "Language",
    } as Record<string, string>,
    languages: { en: "English", zh: "Chinese", ru: "Russian" },
    none: "not given",
  },
  quarantine: {
    title: "In quarantine",
    lead: "It looks as if no person had sent it, so no mail about it has left. Why:",
    reasons: {
      trap: "A field that people neither see nor hear was filled in.",
      fast: "It was sent within two seconds of opening the form.",
      links: "It names more than three addresses of pages.",
    },
    release: "Release it: a person sent it",
  },
  inbox: {
    title: "Inbox",
    filters: {
      waiting: "Waiting",
      answered: "Answered",
      quarantined: "In quarantine",
      all: "All",
    } as Record<string, string>,
    answer: "Answer",
    answerAgain: "Answer once more",
    send: "Send the answer",
    noAddress: "No address was left, so it cannot be answered by mail.",
    handledLead: "Answered by phone, or nothing to answer?",
    handled: "Mark as answered without a mail",
    asOrder: "Open it among the orders",
  },
};
