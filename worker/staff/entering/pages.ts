import type { AnyForm } from "../../forms/form/form.ts";
import type { ShownForm } from "../../forms/form/shown.ts";
import type { Language } from "../../web/organization.ts";
import { page } from "../../web/shown-page.ts";
import type { Desk } from "../desk/item.ts";

/** The page on which staff enter what came by phone or email. */
export interface EntryPage {
  desk: Desk;
  /** The language in which somebody spoke or wrote. */
  language: Language;
  form: AnyForm;
  filled: ShownForm;
}

export const entryPage = page<EntryPage>("/staff/entering/");
