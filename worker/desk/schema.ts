import { z } from "zod";
import { lines, ticked } from "../fields/schema.ts";
import type { AnyForm, FormId, Mistake, Suspicion, Values } from "../forms/schema.ts";
import type { MailCounts } from "../outbox/schema.ts";
import type { Language } from "../policy/schema.ts";
import type { Section } from "../staff/schema.ts";
import { type Status, type StatusChange, statuses, statusesOf } from "../statuses/schema.ts";

/** What came in, as lists of staff show it: nothing that a person typed. */
export interface DeskItem {
  reference: string;
  form: FormId;
  language: Language;
  receivedAt: Date;
  status: Status;
  /** When it came to that status. */
  statusAt: Date;
  /** When a data request was confirmed. */
  confirmedAt?: Date;
  isQuarantined: boolean;
  suspicions: readonly Suspicion[];
}

/** Which of the items a list shows. */
export interface Filter {
  forms: readonly FormId[];
  statuses: readonly Status[];
  /** Left out where both are meant. */
  isQuarantined?: boolean;
  /** What waits is shown oldest first, what is over latest first. */
  oldestFirst: boolean;
}

/** What the list of orders can show; the first where nothing is asked for. */
export const orderFilters = {
  open: {
    forms: ["order"],
    statuses: ["received", "confirmed", "preparing", "shipped"],
    isQuarantined: false,
    oldestFirst: true,
  },
  received: { forms: ["order"], statuses: ["received"], isQuarantined: false, oldestFirst: true },
  confirmed: { forms: ["order"], statuses: ["confirmed"], isQuarantined: false, oldestFirst: true },
  preparing: { forms: ["order"], statuses: ["preparing"], isQuarantined: false, oldestFirst: true },
  shipped: { forms: ["order"], statuses: ["shipped"], isQuarantined: false, oldestFirst: true },
  delivered: { forms: ["order"], statuses: ["delivered"], oldestFirst: false },
  cancelled: { forms: ["order"], statuses: ["cancelled"], oldestFirst: false },
  all: { forms: ["order"], statuses: statusesOf.order, oldestFirst: false },
} as const satisfies Record<string, Filter>;

/** What the inbox can show: messages and feedback, and whatever is in quarantine. */
export const inboxFilters = {
  waiting: {
    forms: ["contact", "feedback"],
    statuses: ["received"],
    isQuarantined: false,
    oldestFirst: true,
  },
  answered: { forms: ["contact", "feedback"], statuses: ["answered"], oldestFirst: false },
  quarantined: {
    forms: ["contact", "feedback", "order", "newsletter", "data-request"],
    statuses,
    isQuarantined: true,
    oldestFirst: true,
  },
  all: { forms: ["contact", "feedback"], statuses, oldestFirst: false },
} as const satisfies Record<string, Filter>;

/** What the list of data requests can show; only confirmed ones count. */
export const requestFilters = {
  open: { forms: ["data-request"], statuses: ["received"], isQuarantined: false, oldestFirst: true },
  done: { forms: ["data-request"], statuses: ["done"], oldestFirst: false },
  all: {
    forms: ["data-request"],
    statuses: statusesOf["data-request"],
    isQuarantined: false,
    oldestFirst: false,
  },
} as const satisfies Record<string, Filter>;

/** A page of a list. */
export interface DeskList {
  items: readonly DeskItem[];
  /** The filter's name, as the address has it. */
  show: string;
  page: number;
  hasMore: boolean;
  /** The organization's day: what was due before it is overdue. */
  today: string;
}

/** What waits of one kind. */
export interface Waiting {
  count: number;
  /** Since when the oldest of it waits. */
  since: Date;
  overdue: number;
}

/** What the first page of staff shows: what waits, by the part of `/staff/` that it is done in. */
export interface DeskHome {
  waiting: Partial<Record<Section, Waiting | undefined>>;
  /** Mail that failed for good, or waits for staff. */
  mail?: Pick<MailCounts, "failed" | "held">;
  /** Submissions in quarantine, of any form. */
  quarantined?: Waiting | undefined;
}

/** One submission, opened: what was typed, and what became of it. */
export interface DeskSubmission {
  item: DeskItem;
  /** By the name of its field, in the order of the form. */
  typed: Readonly<Record<string, string>>;
  changes: readonly StatusChange[];
}

/** Answers a message by mail. */
export const answerForm: AnyForm<z.ZodType<{ answer: string }>> = {
  id: "answer",
  path: "answer/",
  schema: z.strictObject({ answer: lines(5000, "Enter your answer") }),
  fields: [
    {
      name: "answer",
      control: "textarea",
      label: { en: "Your answer" },
      hint: { en: "Goes to the sender by mail as you write it, and stays in the history that they see." },
      maxLength: 5000,
      rows: 8,
    },
  ],
};

/** Notes that something was dealt with in another way: by phone, or because there is nothing to answer. */
export const handledForm: AnyForm<z.ZodType<object>> = {
  id: "handled",
  path: "handled/",
  schema: z.strictObject({}),
  fields: [],
};

/** Erases for good: the box is there so that nobody does it by mistake. */
export const eraseForm: AnyForm<z.ZodType<{ sure: "yes" }>> = {
  id: "erase",
  path: "erase/",
  schema: z.strictObject({ sure: ticked("Tick the box if you are sure") }),
  fields: [
    {
      name: "sure",
      control: "checkbox",
      label: { en: "I am sure. It is gone at once and cannot be brought back." },
    },
  ],
};

/** A value of a row that is held; a list is joined. */
export type HeldValue = string | boolean | Date;

/** What is held about somebody of one kind. */
export interface HeldPart {
  name: string;
  count: number;
  /** Left out where the count is enough. */
  rows: readonly Readonly<Record<string, HeldValue>>[];
}

/** Everything that is held about the address of a data request. */
export interface HeldParts {
  parts: readonly HeldPart[];
  /** Whether the address belongs to somebody of the staff, who is not erased here. */
  isStaff: boolean;
}

/** What was typed into a form of staff and came back. */
export interface RefusedForm {
  /** Which of the page's forms. */
  id: string;
  values: Values;
  mistakes: readonly Mistake[];
}
