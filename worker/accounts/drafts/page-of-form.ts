/** Forms that are sent to a path two steps below their page. */
const farForms = /^(.*\/)(?:hold|notes|copy)\/[a-z]+\/$/;

/** Pages below `/staff` and the account that take their own form. Any other form goes one step below its page. */
const ownForms =
  /^\/[a-zA-Z\d-]+\/account\/(?:[a-z-]+\/|consents\/accept\/|security\/(?!end)(?:[a-z-]+\/)+|offer\/[^/]+\/)$|^\/staff\/(?:[a-z-]+\/|newsletter\/write\/|inbox\/texts\/|disclosures\/propose\/|(?:inbox|orders|data-requests)\/enter\/[a-zA-Z\d-]+\/)$/;

/** The page that shows the form which is sent to a path; a test asks it for every route. */
export function pageOfForm(action: string): string {
  if (ownForms.test(action)) return action;
  return farForms.exec(action)?.[1] ?? action.replace(/[^/]+\/$/, "");
}
