/** Kinds of what is destroyed, as an act names them; `by-staff` is what staff erased by hand. */
export type DestroyedKind =
  | "accounts"
  | "registrations"
  | "idle-accounts"
  | "people"
  | "repeated"
  | "sign-ins"
  | "consents"
  | "signatures"
  | "unconfirmed-subscriptions"
  | "unconfirmed-watchers"
  | "unconfirmed-requests"
  | "unanswered"
  | "drafts"
  | "subscriptions"
  | "mails"
  | "recipients"
  | "counts"
  | "messages"
  | "orders"
  | "feedback"
  | "requests"
  | "refused"
  | "failed-mails"
  | "held-back"
  | "audit-entries"
  | "disclosures"
  | "by-staff";

interface Destroyer {
  /** The job's name in its rows. */
  job: string;
  /** What its counts stand for. A count that is not named destroys nothing personal. */
  kinds: Readonly<Record<string, DestroyedKind>>;
  /** How many days after the destruction the job notes it. */
  daysLater?: number;
  /** Who did it, where the job only notes it. */
  by?: "noted";
}

/** The jobs that destroy personal data. */
export const destroyers: readonly Destroyer[] = [
  {
    job: "accounts: erase what is due",
    kinds: { accounts: "accounts", registrations: "registrations" },
  },
  { job: "accounts: end what nobody uses", kinds: { account: "idle-accounts" } },
  { job: "accounts: repeat erasures after a restore", kinds: { erasures: "repeated" } },
  {
    job: "accounts: sweep what they leave",
    kinds: { signIn: "sign-ins", consent: "consents", signatures: "signatures" },
  },
  {
    job: "forms: sweep what nobody confirmed",
    kinds: {
      subscriptions: "unconfirmed-subscriptions",
      watchers: "unconfirmed-watchers",
      "data requests": "unconfirmed-requests",
    },
  },
  { job: "forms: sweep what no guardian agreed to", kinds: { minors: "unanswered" } },
  { job: "accounts: end sessions and proofs", kinds: { drafts: "drafts" } },
  { job: "newsletter: sweep subscriptions", kinds: { newsletter: "subscriptions" } },
  {
    job: "submissions: erase what is over",
    kinds: {
      contact: "messages",
      order: "orders",
      feedback: "feedback",
      dataRequest: "requests",
      refused: "refused",
    },
  },
  { job: "accounts: finish what a hold held back", kinds: { erasures: "held-back" } },
  { job: "mail: sweep what has left", kinds: { mails: "mails", failedMail: "failed-mails" } },
  { job: "mail: forget recipients", kinds: { recipients: "recipients" } },
  { job: "audit: end old entries", kinds: { audit: "audit-entries" } },
  { job: "visits: sweep counts", kinds: { statistics: "counts" } },
  { job: "disclosures: count what is due for review", kinds: { "entries ended": "disclosures" } },
  { job: "evidence: count the day before", kinds: { "people erased": "people" }, daysLater: 1, by: "noted" },
];
