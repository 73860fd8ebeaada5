import type { FormId, Mistake, Values } from "../../forms/form/form.ts";
import type { Suspicion } from "../../forms/intake/suspicion.ts";
import type { Status, StatusChange } from "../../submissions/status/status.ts";
import type { Language } from "../../web/organization.ts";

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

/** A page of a list. */
export interface DeskList extends Pick<StaffPage, "done"> {
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

/** One submission, opened: what was typed, and what became of it. */
export interface DeskSubmission {
  item: DeskItem;
  /** By the name of its field, in the order of the form. */
  typed: Readonly<Record<string, string>>;
  changes: readonly StatusChange[];
}

/** What the page of a submission shows. */
export interface SubmissionPage extends StaffPage {
  submission: DeskSubmission;
}

/** What every page of staff with forms may show besides. */
export interface StaffPage {
  /** What was done just now: names a sentence. */
  done?: string | undefined;
  /** A form of the page that came back. */
  refused?: RefusedForm | undefined;
}

/** What was typed into a form of staff and came back. */
export interface RefusedForm {
  /** Which of the page's forms. */
  id: string;
  values: Values;
  mistakes: readonly Mistake[];
}
