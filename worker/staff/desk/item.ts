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
  /** When it took that status. */
  statusAt: Date;
  /** When a data request was confirmed. */
  confirmedAt?: Date;
  /** When a guardian agreed, if its sender is not of age. */
  guardianAgreedAt?: Date;
  isQuarantined: boolean;
  suspicions: readonly Suspicion[];
}

/** Which items a list shows. */
export interface Filter {
  forms: readonly FormId[];
  statuses: readonly Status[];
  /** Absent where both are meant. */
  isQuarantined?: boolean;
  /** What waits is shown oldest first, what is done latest first. */
  oldestFirst: boolean;
}

/** A page of a list. */
export interface DeskList extends Pick<StaffPage, "done"> {
  items: readonly DeskItem[];
  /** The filter's name, as the address has it. */
  show: string;
  page: number;
  hasMore: boolean;
  /** The organization's day. Whatever was due before it is overdue. */
  today: string;
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

/** What the page of a submission shows. */
export interface SubmissionPage extends StaffPage {
  submission: DeskSubmission;
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
}
