import { daysAfter } from "../../web/days.ts";
import { page } from "../../web/shown-page.ts";
/** For how many days a mailed link can be used. */
export const linkDays = 7;

/** Until when a link that is mailed now can be used. */
export function expiryOf(mailedAt: Date): Date {
  return daysAfter(mailedAt, linkDays);
}

/**
 * The instant before which a link must have ended to be forgotten at `at`: for as long as it worked, a new one could be
 * asked for in its place.
 */
export function forgottenBefore(at: Date): Date {
  return daysAfter(at, -linkDays);
}

/** The instant before which a mail must have left to be forgotten: no repeat of what caused it can come any more. */
export function mailedBefore(at: Date): Date {
  return daysAfter(at, -2 * linkDays);
}

/**
 * The instant before which a mail must have failed for good to be forgotten with what it said: until then staff see it
 * and can write to its recipient by another way.
 */
export function failedBefore(at: Date): Date {
  return daysAfter(at, -30);
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
export type LinkPurpose = "newsletter" | "data-request";

/** Where a link stands. */
export type LinkState = "open" | "used" | "expired";

/** A mailed link as it is kept: its token only as a hash. */
export interface Link {
  tokenHash: string;
  purpose: LinkPurpose;
  /** Reference of what it confirms. */
  subject: string;
  expiresAt: Date;
  usedAt?: Date;
}

/** What the page behind a known link says: `done` when it was used just now, `renewed` when a new one is mailed. */
export type ShownState = LinkState | "done" | "renewed";

/** What the page behind a link shows. `unknown` is a link that we never mailed, or that has been erased since. */
export type ShownLink = { state: "unknown" } | { state: ShownState; purpose: LinkPurpose; reference: string };

export const linkPage = page<ShownLink>("/[lang]/confirm/[token]/");
