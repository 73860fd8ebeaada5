import { languageTag } from "../../web/language-tag.ts";

/** Forms that are sent to a path two steps below their page. */
const farForms = /^(.*\/)(?:hold|notes|copy)\/[a-z]+\/$/;

/** Pages below `/staff` and the account that take their own form. Any other form goes one step below its page. */
const ownForms = [
  `/${languageTag}/account/(?:[a-z-]+/|consents/accept/|security/(?!end)(?:[a-z-]+/)+|offer/[^/]+/)`,
  "/staff/(?:[a-z-]+/|newsletter/write/|inbox/texts/|disclosures/propose/)",
  `/staff/(?:inbox|orders|data-requests)/enter/${languageTag}/`,
].map((path) => new RegExp(`^${path}$`));

/** The page that shows the form which is sent to a path; a test asks it for every route. */
export function pageOfForm(action: string): string {
  if (ownForms.some((path) => path.test(action))) return action;
  return farForms.exec(action)?.[1] ?? action.replace(/[^/]+\/$/, "");
}
