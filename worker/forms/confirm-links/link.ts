import { daysAfter } from "../../web/days.ts";
import { page } from "../../web/shown-page.ts";
import type { Answers } from "../form/asked.ts";

/** How many days a mailed link works. */
export const linkDays = 7;

/** Until when a link mailed now works. */
export function expiryOf(mailedAt: Date): Date {
  return daysAfter(mailedAt, linkDays);
}

/** A link that ended before this instant is forgotten: for as long as it worked, its page offered a new one. */
export function forgottenBefore(at: Date): Date {
  return daysAfter(at, -linkDays);
}

/** Mail that left before this instant is forgotten: no repeat of what caused it can come any more. */
export function mailedBefore(at: Date): Date {
  return daysAfter(at, -2 * linkDays);
}

/** Where a link stands at an instant. */
export function stateOf(link: Link, at: Date): LinkState {
  if (link.usedAt) return "used";
  return at < link.expiresAt ? "open" : "expired";
}

/** The address that a mail names for a token. */
export function confirmAddress(origin: string, language: string, token: string): string {
  return `${origin}/${language}/confirm/${token}/`;
}

/** What a mailed link confirms. */
export type LinkPurpose = "newsletter" | "policy-changes" | "data-request";

/** Where a link stands. */
export type LinkState = "open" | "used" | "expired";

/** A mailed link as it is stored: its token only as a hash. */
export interface Link {
  tokenHash: string;
  purpose: LinkPurpose;
  /** Reference of what it confirms. */
  subject: string;
  expiresAt: Date;
  usedAt?: Date;
}

/** What the page of a known link says: `done` just after use, `renewed` when a new one is mailed. */
export type ShownState = LinkState | "done" | "renewed";

/** What the page behind a link shows. `unknown` is a link that we never mailed or have erased since. */
export type ShownLink =
  | { state: "unknown" }
  | { state: ShownState; purpose: LinkPurpose; reference: string; answers: Answers };

export const linkPage = page<ShownLink>("/[lang]/confirm/[token]/");
