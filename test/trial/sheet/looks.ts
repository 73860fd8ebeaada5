import type { Page } from "playwright-core";
import { follow } from "../../browser/clicks.ts";
import type { Person } from "../../browser/people.ts";

/** A page in one of its states. */
export interface Look {
  /** “newStaff” sees the desk before anybody has sent anything. */
  who: Person | "staff" | "newStaff";
  /** Below the language for everybody's pages; `{name}` stands for a path that only one person knows. */
  path: string;
  /** What is done on the page first. */
  first?: (page: Page) => Promise<unknown>;
}

/** Sends the first form of the page as it is, and waits for the answer. */
async function send(page: Page): Promise<void> {
  await follow(page, "main form:not([action*=sign-out]) button");
}

const open = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>("main details")) details.open = true;
  });

const nobody = (paths: readonly string[]): Look[] => paths.map((path) => ({ who: "nobody", path }));
const refused = (who: Person, paths: readonly string[]): Look[] =>
  paths.map((path) => ({ who, path, first: send }));
const account = (who: Person, paths: readonly string[]): Look[] =>
  paths.map((path) => ({ who, path: `account/${path}` }));

/** Every list of the desk. */
const lists = [
  "inbox/",
  "orders/",
  "data-requests/",
  "clients/",
  "disclosures/",
  "mail/",
  "newsletter/",
  "people/",
  "audit/",
  "acts/",
  "policy/",
  "statistics/",
];

/** Every template, and its states. */
export const looks: readonly Look[] = [
  ...nobody([
    "",
    "policy/",
    "policy/2026-11-22/",
    "policy/2027-03-01/",
    "policy/2031-04-01/",
    "policy/at/2026-11-30/",
    "policy/at/?date=yesterday",
    "policy/versions/",
    "policy/compare/2026-11-22/2027-03-01/",
    "policy/compare/2026-11-22/2027-03-01/list/",
    "policy/clause/use/",
    "policy/kept/",
    "policy/record/",
    "contact/",
    "order/",
    "feedback/",
    "newsletter/",
    "policy-changes/",
    "data-request/",
    "receipt/",
    "statistics/",
    "partners/",
    "cookies/",
    "accessibility/",
    "nothing-here/",
    "confirm/gone/",
    "guardian/gone/",
    "unsubscribe/gone/",
    "register/",
    "register/sent/",
    "sign-in/",
    "sign-in/?done=signed-out",
    "forgot-password/",
    "link-used/",
    "erased/",
    "{sent}",
    "{verify}",
    "{reset}",
    "{answer}",
    "{invitation}",
  ]),
  ...refused("nobody", [
    "contact/",
    "order/",
    "feedback/",
    "newsletter/",
    "data-request/",
    "register/",
    "sign-in/",
  ]),
  ...account("new", [
    "",
    "details/",
    "orders/",
    "order/",
    "consents/",
    "newsletter/",
    "disclosures/",
    "security/",
  ]),
  ...account("new", ["security/password/", "security/email/", "security/two-factor/", "export/", "delete/"]),
  ...account("busy", ["", "orders/", "consents/", "disclosures/", "newsletter/"]),
  ...account("leaving", ["", "delete/"]),
  ...account("secured", ["security/", "security/recovery-codes/"]),
  ...refused("new", ["account/order/", "account/delete/"]),
  { who: "busy", path: "account/consents/", first: open },
  ...[
    "",
    // Each list full, longer than a page, empty for its filters, and below empty.
    ...lists,
    "inbox/?show=withdrawn",
    "inbox/?language=ru&late=yes",
    "inbox/?show=all&sort=newest",
    "inbox/search/",
    "inbox/texts/",
    "inbox/enter/en/",
    "data-requests/enter/ru/",
    "{message}",
    "orders/?show=cancelled",
    "orders/?with=me&late=yes",
    "{order}",
    "data-requests/?with=me&late=yes",
    "{client}",
    "disclosures/?show=ended",
    "disclosures/propose/",
    "mail/?show=suppressed",
    "newsletter/write/",
    "audit/?action=erased",
    "statistics/?period=12-months",
    "statistics/?period=today",
    "statistics/?country=KZ&device=phone",
  ].map((path) => ({ who: "staff" as const, path })),
  ...["", ...lists].map((path) => ({ who: "newStaff" as const, path })),
  { who: "staff", path: "orders/enter/en/", first: send },
];
