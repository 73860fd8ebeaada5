import type { Link, LinkState } from "./schema.ts";

/** For how many days a mailed link can be used. */
export const linkDays = 7;

/** Until when a link that is mailed now can be used. */
export function expiryOf(mailedAt: Date): Date {
  return new Date(mailedAt.getTime() + linkDays * 24 * 60 * 60 * 1000);
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
