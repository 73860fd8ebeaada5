import organization from "../content/organization.yaml";
import { type Language, staffLanguage } from "../worker/web/organization.ts";
import { pageLanguage } from "../worker/web/page-languages.ts";
import { providedIfAny } from "./shown.ts";

/** The language of the desk's page: that of its address, else the organization's own. */
export function deskLanguage(): Language {
  return providedIfAny(pageLanguage) ?? staffLanguage(organization);
}
