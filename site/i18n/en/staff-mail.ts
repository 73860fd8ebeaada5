import type { MailKind, MailState } from "../../../worker/staff/mail/unsent-mail.ts";

const kinds: Record<MailKind, string> = {
  issue: "Newsletter",
  "issue-test": "Test of the newsletter",
  statistics: "Weekly figures",
  account: "Account",
};

const filters: Record<MailState | "all", string> = {
  failed: "Failed",
  held: "Held",
  quarantined: "In quarantine",
  waiting: "Waiting",
  all: "All",
};

const states: Record<MailState, string> = {
  failed: "Failed",
  held: "Held, because its recipient got too many within an hour",
  quarantined: "In quarantine with its submission: release or erase that",
  waiting: "Waiting",
};

/** Texts of the mail that has not left. */
export const mail = {
  title: "Mail",
  lead: "Mail that has not left. Whom it goes to and what it says is not shown; what it is about can be opened.",
  filters,
  states,
  kinds,
  none: "All mail has left.",
  emptyFilter: "No mail is in this state.",
  erased: "What it was about was erased",
  about: "About",
  state: "State",
  since: "since",
  queued: "Written",
  tries: "Tries",
  next: "Tried next",
  reason: "Why it failed",
  noReason: "It was not tried, or the reason cannot be read.",
  again: "Try again",
  againLead: "It is tried at once, and later again if that fails.",
  drop: "Give it up",
  dropLead: "What it says and to whom is erased. Nobody is told.",
};
