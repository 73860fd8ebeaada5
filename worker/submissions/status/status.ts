import type { FormId } from "../../forms/form/form.ts";

/** The statuses of a submission. */
export const statuses = [
  "received",
  "confirmed",
  "preparing",
  "shipped",
  "delivered",
  "cancelled",
  "answered",
  "done",
] as const;

export type Status = (typeof statuses)[number];

/** The statuses of each form, in the order of work, beginning with the first. */
export const statusesOf = {
  order: ["received", "confirmed", "preparing", "shipped", "delivered", "cancelled"],
  contact: ["received", "answered"],
  feedback: ["received", "answered"],
  "data-request": ["received", "done"],
  newsletter: ["received"],
} as const satisfies Record<FormId, readonly Status[]>;

/** One change of a submission's status. */
export interface StatusEvent {
  /** Reference of the submission. */
  reference: string;
  /** Which change of this submission it is, counted from 1. */
  position: number;
  status: Status;
  changedAt: Date;
  /** What we wrote to the sender about it; empty if nothing. */
  note: string;
}

/** The same as staff see it. */
export interface StatusChange extends StatusEvent {
  /** User id of who changed it. */
  changedBy: string;
}
