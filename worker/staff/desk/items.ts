import type { FormId } from "../../forms/form/form.ts";
import type { Suspicion } from "../../forms/intake/suspicion.ts";
import type { RequestKind } from "../../submissions/data-request/form.ts";
import type { Status } from "../../submissions/status/status.ts";
import type { Language } from "../../web/organization.ts";
import type { DeskItem, DeskSubmission, ItemState } from "./item.ts";

/** An item as the database has it, with what its submission adds; null where that is erased. */
export interface ItemRow {
  reference: string;
  form: FormId;
  language: Language;
  state: ItemState;
  status: Status;
  topic: string | null;
  kind: RequestKind | null;
  rating: number | null;
  received_at: string;
  asked_at: string | null;
  since: string;
  due_on: string | null;
  assignee: string | null;
  suspicions: string | null;
  status_at: string | null;
  guardian_agreed_at: string | null;
  confirmed_at: string | null;
}

/** The item of a row. */
export function itemOf(row: ItemRow): DeskItem {
  return {
    reference: row.reference,
    form: row.form,
    language: row.language,
    state: row.state,
    receivedAt: new Date(row.received_at),
    status: row.status,
    statusAt: new Date(row.status_at ?? row.since),
    since: new Date(row.since),
    ...(row.asked_at === null ? {} : { askedAt: new Date(row.asked_at) }),
    ...(row.due_on === null ? {} : { dueOn: row.due_on }),
    ...(row.assignee === null ? {} : { assignee: row.assignee }),
    ...(row.topic === null ? {} : { topic: row.topic }),
    ...(row.kind === null ? {} : { kind: row.kind }),
    ...(row.rating === null ? {} : { rating: row.rating }),
    ...(row.confirmed_at === null ? {} : { confirmedAt: new Date(row.confirmed_at) }),
    ...(row.guardian_agreed_at === null ? {} : { guardianAgreedAt: new Date(row.guardian_agreed_at) }),
    isQuarantined: row.state === "quarantined",
    suspicions: (row.suspicions ?? "").split(" ").filter(Boolean) as Suspicion[],
  };
}

/** What a person typed, by field name. Nothing else in a stored record is text or a number. */
export function typedIn(kept: object): Record<string, string> {
  const { reference: _, language: __, ...rest } = kept as Record<string, unknown>;
  const typed = Object.entries(rest).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  return Object.fromEntries(typed.map(([name, value]) => [name, String(value)]));
}

/** Whether nobody may read it or work on it: its sender took back their consent, or asked that it is only stored. */
export function isClosed({ item }: Pick<DeskSubmission, "item">): boolean {
  return item.state === "withdrawn" || item.state === "restricted" || item.state === "erased";
}

/** Whether a submission can be answered in the inbox, for the first time or again; not while it is in quarantine. */
export function canBeAnswered({ item }: Pick<DeskSubmission, "item">): boolean {
  const isAnswerable = item.form === "contact" || item.form === "feedback";
  return isAnswerable && !item.isQuarantined && !isClosed({ item });
}

/** Counting stops here, so that what came in cannot make a page slow. */
export const maxCounted = 500;
