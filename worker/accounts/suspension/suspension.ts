/** What staff decide when they suspect fraud. */
export interface NewSuspension {
  /** Why, as facts: the client gets it with a copy of their data. */
  reason: string;
  /** What the client reads by mail and where they sign in. */
  told: string;
  /** The day on which staff look at it again, `YYYY-MM-DD`. */
  reviewOn: string;
}

/** An account to which nobody signs in for now. */
export interface Suspension extends NewSuspension {
  suspendedAt: Date;
}
