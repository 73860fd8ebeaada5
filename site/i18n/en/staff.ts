import type { FormId } from "../../../worker/forms/form/form.ts";
import type { Section } from "../../../worker/staff/members/sections.ts";
import { audit } from "./staff-audit.ts";
import { mail } from "./staff-mail.ts";
import { newsletter } from "./staff-newsletter.ts";
import { requests } from "./staff-requests.ts";
import * as submissions from "./staff-submissions.ts";

const sections: Record<Section, string> = {
  inbox: "Inbox",
  orders: "Orders",
  "data-requests": "Data requests",
  mail: "Mail",
  newsletter: "Newsletter",
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

/** Texts of the staff pages; statistics has its own. */
export const staff = {
  ...submissions,
  audit,
  mail,
  newsletter,
  requests,
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
    "newsletter-sent": "Accepted. It goes out within minutes; the figures below say how far it is.",
    "test-sent": "A test is on its way to your own address, once for each text.",
    spam: "Erased, with the mail that was held.",
    erased: "Erased. A last mail tells the person.",
    "request-done": "Marked as done. The person is told by mail.",
    "mail-again": "It is tried once more now.",
    "mail-dropped": "Given up. What it said is erased.",
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
        "data-requests": count === 1 ? "1 data request" : `${count} data requests`,
        mail: "",
        newsletter: "",
        audit: "",
        statistics: "",
      })[section],
    quarantined: (count: number) =>
      count === 1 ? "1 submission in quarantine" : `${count} submissions in quarantine`,
    mail: {
      failed: (count: number) => (count === 1 ? "1 mail failed" : `${count} mails failed`),
      held: (count: number) => (count === 1 ? "1 mail is held" : `${count} mails are held`),
    },
    since: "the oldest since",
    overdue: (count: number) => `${count} overdue`,
  },
};
