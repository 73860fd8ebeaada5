import type { RequestKind } from "../../submissions/data-request/form.ts";
import type { RequestStep, Stage } from "../../submissions/data-request/procedure.ts";
import { page } from "../../web/shown-page.ts";
import type { ItemPage } from "../desk/item-page.ts";
import type { DeskList } from "../desk/list.ts";
import type { Correctable } from "./forms.ts";
import type { HeldParts } from "./held.ts";

export const staffRequestsPage = page<DeskList>("/staff/data-requests/");

/** What the page of a data request shows besides the item. */
export interface RequestProcedure {
  /** Absent where the request was erased. */
  kind?: RequestKind;
  steps: readonly RequestStep[];
  stage: Stage;
  held: HeldParts;
  correctable: readonly Correctable[];
  /** The ground on which a request of this kind is carried out, unless staff give another. */
  usualGround: string;
  /** The day to which the answer may be extended, where the law that applies knows that. */
  extendable?: string;
}

export const staffRequestPage = page<ItemPage & RequestProcedure>("/staff/data-requests/[reference]/");
