import type { FormId } from "../../forms/form/form.ts";
import { textsIn } from "../../texts/texts.ts";
import type { Language } from "../../web/organization.ts";
import type { StaffPage } from "../desk/item.ts";
import type { Neighbours } from "../desk/paging.ts";

const kinds = ["issue", "issue-test", "policy", "statistics"] as const;

/** What a mail without a submission is about, by its id; undefined where the id begins with a reference. */
export function kindOf(id: string): MailKind | undefined {
  if (id.startsWith("R-")) return "disclosure";
  if (/^[A-Z]-/.test(id)) return undefined;
  return kinds.find((kind) => id.startsWith(`${kind}/`)) ?? "account";
}

/** Why a try failed, as lists may show it: mail services quote the address they refuse. */
export function withoutAddresses(reason: string): string {
  return reason.replace(/\S+@\S+/g, "[address]");
}

/** Why a mail has not left: a reason of ours in words, anything else as the mail service said it. */
export function reasonInWords(reason: string, language: Language): string {
  const ours: Readonly<Record<string, string>> = textsIn(language).notices.mail;
  return Object.hasOwn(ours, reason) ? (ours[reason] ?? reason) : reason;
}

/** Whether staff decide about a mail. Waiting mail leaves by itself, and mail in quarantine follows its submission. */
export function isForStaff({ state }: Pick<UnsentMail, "state">): boolean {
  return state === "failed" || state === "suppressed" || state === "held";
}

/**
 * Why a mail has not left: it failed for good, the mail service takes nothing for its recipient, its recipient got too many, its submission is in quarantine, or it will
 * be tried again.
 */
export const mailStates = ["failed", "suppressed", "held", "quarantined", "waiting"] as const;

export type MailState = (typeof mailStates)[number];

/** What a mail is about that belongs to no submission. */
export type MailKind = "issue" | "issue-test" | "policy" | "statistics" | "disclosure" | "account";

/** A mail that has not left, without its recipient and words. */
export interface UnsentMail {
  id: string;
  subject: string;
  /** Its submission, if there is one. */
  about?: { reference: string; form: FormId };
  /** What else it is about; absent for mail about an erased submission. */
  kind?: MailKind;
  state: MailState;
  queuedAt: Date;
  /** When it failed or was held, otherwise when it was queued. */
  since: Date;
  attempts: number;
  /** When it is tried next. */
  nextAt?: Date;
  /** Why the last try failed, without addresses. */
  reason?: string;
}

/** How many mails are in a state, and since when the oldest. */
export interface MailCount {
  count: number;
  since: Date;
}

export type MailCounts = Partial<Record<MailState, MailCount>>;

/** A page of the list. */
export interface MailList extends Pick<StaffPage, "done"> {
  mails: readonly UnsentMail[];
  counts: MailCounts;
  /** A state or `all`, as in the address. */
  show: MailState | "all";
  beside: Neighbours;
}
