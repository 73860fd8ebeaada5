import type { DeskSubmission, StaffPage } from "./item.ts";
import type { ItemContext } from "./loading.ts";

/** What the page of an item shows. */
export interface ItemPage extends StaffPage {
  submission: DeskSubmission;
  context: ItemContext;
  /** User id of whoever looks. */
  me: string;
  /** The day by whose end it must be answered, `YYYY-MM-DD`. */
  due?: string;
  /** The organization's day. */
  today: string;
}
