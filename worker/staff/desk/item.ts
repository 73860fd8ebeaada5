import type { FormId, Mistake, Values } from "../../forms/form/form.ts";
import type { Notice } from "../../forms/form/shown.ts";
import type { Suspicion } from "../../forms/intake/suspicion.ts";
import type { RequestKind } from "../../submissions/data-request/form.ts";
import type { Status, StatusChange } from "../../submissions/status/status.ts";
import type { Language } from "../../web/organization.ts";

/** The lists of what people send. */
export const desks = ["inbox", "orders", "data-requests"] as const;

export type Desk = (typeof desks)[number];

/** Where something stands for staff. `restricted` is only stored; `erased` is the mark of a request to erase. */
export type ItemState =
  | "quarantined"
  | "unconfirmed"
  | "withdrawn"
  | "restricted"
  | "waiting"
  | "done"
  | "erased";

/** What came in, as the desk knows it: nothing that a person typed. */
export interface DeskItem {
  reference: string;
  form: FormId;
  language: Language;
  state: ItemState;
  receivedAt: Date;
  status: Status;
  /** When it took that status. */
  statusAt: Date;
  /** Since when it waits, or is as it is: what lists are sorted by. */
  since: Date;
  /** Since when its sender waits for an answer of ours. */
  askedAt?: Date;
  /** The day to which the answer to a data request was extended, `YYYY-MM-DD`. */
  dueOn?: string;
  /** User id of staff who works on it. */
  assignee?: string;
  topic?: string;
  kind?: RequestKind;
  rating?: number;
  /** When a data request was confirmed. */
  confirmedAt?: Date;
  /** When a guardian agreed, if its sender is not of age. */
  guardianAgreedAt?: Date;
  isQuarantined: boolean;
  suspicions: readonly Suspicion[];
}

/** What is waiting, of one kind. */
export interface Waiting {
  count: number;
  /** Since when the oldest has been waiting. */
  since: Date;
  overdue: number;
}

/** One submission, opened: what was typed, and what became of it. */
export interface DeskSubmission {
  item: DeskItem;
  /** By field name, in the order of the form. */
  typed: Readonly<Record<string, string>>;
  changes: readonly StatusChange[];
}

/** What every page of staff with forms may show as well. */
export interface StaffPage {
  /** What was just done: the name of a sentence. */
  done?: string | undefined;
  /** The form of the page that was refused. */
  refused?: RefusedForm | undefined;
}

/** What was typed into a staff form and refused. */
export interface RefusedForm {
  /** Which of the page's forms. */
  id: string;
  values: Values;
  mistakes: readonly Mistake[];
  notice?: Notice | string;
  /** Where somebody else was faster: which change the writer did not know of, counted from 1. */
  unknownFrom?: number;
}

/** The address of an item's page, in the list where it is worked on. */
export function pageOfItem({ form, reference }: Pick<DeskItem, "form" | "reference">): string {
  return `/staff/${deskOf(form)}/${reference}/`;
}

/** The list in which what was sent with a form is worked on. */
export function deskOf(form: FormId): Desk {
  if (form === "order") return "orders";
  return form === "data-request" ? "data-requests" : "inbox";
}
