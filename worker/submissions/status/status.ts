import type { FormId } from "../../forms/form/form.ts";

/** The statuses of a submission. `withdrawn` is its sender's: they took back their consent, and nobody works on it. */
export const statuses = [
  "received",
  "offered",
  "confirmed",
  "preparing",
  "shipped",
  "completed",
  "cancelled",
  "answered",
  "done",
  "refused",
  "withdrawn",
] as const;

export type Status = (typeof statuses)[number];

/** The statuses of each form, in the order of work, beginning with the first. */
export const statusesOf = {
  order: ["received", "offered", "confirmed", "preparing", "shipped", "completed", "cancelled", "withdrawn"],
  contact: ["received", "answered", "withdrawn"],
  feedback: ["received", "answered", "withdrawn"],
  "data-request": ["received", "done", "refused"],
  newsletter: ["received"],
  "policy-changes": ["received"],
} as const satisfies Record<FormId, readonly Status[]>;

/** In place of a user id: the sender themselves, who takes back their consent, writes again or accepts an offer. */
export const bySender = "sender";

/** One change of a submission's status. */
export interface StatusEvent {
  /** Reference of the submission. */
  reference: string;
  /** Which change of this submission it is, counted from 1. */
  position: number;
  status: Status;
  changedAt: Date;
  /** What we wrote to the sender about it, or they to us; empty if nothing. */
  note: string;
}

/** The same as staff see it. */
export interface StatusChange extends StatusEvent {
  /** User id of staff who changed it, or `bySender`. */
  changedBy: string;
}
