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
