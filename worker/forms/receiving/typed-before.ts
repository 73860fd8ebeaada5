import { requestValue } from "../../web/provided.ts";
import type { Values } from "../form/form.ts";

/** What somebody typed into a form earlier and has not sent. */
export interface TypedBefore {
  /** The path that the form is sent to. */
  action: string;
  values: Values;
  savedAt: Date;
  /** Whether they kept it themselves, or the session had ended when they sent it. */
  why: "draft" | "signed-out";
}

/** What was typed into the forms of this page, for each form to show. The guard of closed pages provides it. */
export const typedBefore = requestValue<readonly TypedBefore[]>("typed-before");
