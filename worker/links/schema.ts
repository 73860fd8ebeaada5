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

/** What the page behind a link shows. */
export interface ShownLink {
  purpose: LinkPurpose;
  /** `done` when it was used just now, `renewed` when a new link is on its way. */
  state: LinkState | "done" | "renewed";
  reference: string;
}
