import { daysAfter } from "../../web/days.ts";
import type { Language } from "../../web/organization.ts";
import type { FormId, Values } from "../form/form.ts";
import type { Ticket } from "../form/ticket.ts";

/** How many days a guardian has. Then what waits is erased. */
export const guardianDays = 14;

/** How long the page of a link says what became of it, in days after its end. */
const rememberedDays = 14;

/** What can wait for a guardian: a form that anybody can send, or an account. */
export type WaitingForm = FormId | "register";

/** What a guardian decided, or that none did. */
export type Decision = "agreed" | "refused";

/** Something that waits for a guardian, or did. What was typed is in none of its fields but the sealed one. */
export interface Waiting {
  reference: string;
  form: WaitingForm;
  language: Language;
  askedAt: Date;
  expiresAt: Date;
  /** Locked for the link, then sealed; absent once it is over. */
  sealedContent?: string;
  decision?: Decision;
}

/** Where something stands that a guardian was asked about. */
export type WaitingState = "open" | "expired" | Decision;

/** What is locked for the link: what was typed, and the ticket of the page it was typed on. */
export interface LockedContent {
  values: Values;
  ticket: Ticket;
  /** What else the form needs to go on with. */
  more?: Values;
}

/** Where it stands at an instant. */
export function stateOf({ decision, expiresAt, sealedContent }: Waiting, at: Date): WaitingState {
  if (decision) return decision;
  return at < expiresAt && sealedContent !== undefined ? "open" : "expired";
}

/** Until when a guardian who is asked now can decide. */
export function decidedBy(askedAt: Date): Date {
  return daysAfter(askedAt, guardianDays);
}

/** What ended before this instant is forgotten. */
export function forgottenBefore(at: Date): Date {
  return daysAfter(at, -rememberedDays);
}
