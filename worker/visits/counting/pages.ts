import { languageTag } from "../../web/language-tag.ts";

/** What decides which addresses exist. */
export interface Site {
  languages: readonly string[];
  /** Dates of the published versions of the policy. */
  versions: readonly string[];
}

/**
 * Every page of the site, below its language. `{version}` is the date of a published version. `…` is anything: it
 * concerns one person or one form, so it is never counted.
 */
export const pages = [
  "",
  "policy/",
  "policy/versions/",
  "policy/at/",
  "policy/kept/",
  "policy/record/",
  "policy/clause/…/",
  "policy/{version}/",
  "policy/at/…/",
  "policy/compare/{version}/{version}/",
  "policy/compare/{version}/{version}/list/",
  "contact/",
  "order/",
  "feedback/",
  "receipt/",
  "newsletter/",
  "policy-changes/",
  "data-request/",
  "sent/…/",
  "confirm/…/",
  "written/…/",
  "answer/…/",
  "thread/…/",
  "guardian/…/",
  "unsubscribe/…/",
  "reset/…/",
  "verify/…/",
  "invitation/…/",
  "new-address/…/",
  "register/",
  "register/sent/",
  "sign-in/",
  "sign-in/code/",
  "forgot-password/",
  "forgot-password/sent/",
  "account/",
  "account/details/",
  "account/orders/",
  "account/consents/",
  "account/security/",
  "account/export/",
  "account/delete/",
  "account/…/",
  "account/…/…/",
  "account/…/…/…/",
  "statistics/",
  "partners/",
  "cookies/",
  "accessibility/",
  "erased/",
  "link-used/",
  "not-saved/",
] as const;

/** Pages without placeholders, which are matched first. */
const plain = new Set<string>(pages.filter((page) => !/[{…]/.test(page)));

const withParts = pages
  .filter((page) => /[{…]/.test(page))
  .map((page) => page.split("/"))
  .map((parts) => ({ parts, length: parts.length }));

/**
 * A path as the site reads it: letters, digits and `-._~` that were sent as escapes are themselves (RFC 3986, 6.2.2.2).
 * Undefined where a part is empty: `//en/` names another site, and none here.
 */
export function pathAsRead(path: string): string | undefined {
  if (path.includes("//")) return undefined;
  return path.replace(/%([\da-f]{2})/gi, (sent, code: string) => {
    const character = String.fromCharCode(Number.parseInt(code, 16));
    return /[\w.~-]/.test(character) ? character : sent;
  });
}

/** The page at a path, as counted: a known page without anything personal in it, otherwise `other`. */
export function pageAt(asked: string, { languages, versions }: Site): string {
  const path = pathAsRead(asked) ?? "";
  const second = path.indexOf("/", 1);
  const language = path.slice(1, second);
  if (second === -1 || !languages.includes(language)) return path === "/" ? "/" : "other";
  const rest = path.slice(second + 1);
  if (plain.has(rest)) return path;
  const given = rest.split("/");
  const match = withParts.find(
    ({ parts, length }) =>
      length === given.length && parts.every((part, index) => fits(part, given[index] ?? "", versions)),
  );
  if (!match) return "other";
  return `/${language}/${match.parts.map((part, index) => (part === "{version}" ? given[index] : part)).join("/")}`;
}

/** Whether a path could be a page, for logs that name no type: not a file, not a staff page. */
export function isPagePath(asked: string): boolean {
  const path = pathAsRead(asked);
  if (path === undefined) return false;
  return !/\.[A-Za-z0-9]{1,8}$/.test(path) && !isStaffPath(path);
}

const staffPath = new RegExp(`^(?:/${languageTag})?/staff(?:/|$)`);

/** Whether a path is one of the organization's own pages, which are not counted. */
export function isStaffPath(asked: string): boolean {
  const path = pathAsRead(asked) ?? "";
  return staffPath.test(path);
}

const policyPath = new RegExp(String.raw`^/${languageTag}/policy/(?:(\d{4}-\d{2}-\d{2})/)?$`);

/** The version of the policy that a page shows; `inForce` for the policy page itself. */
export function versionShown(page: string, inForce: string): string | undefined {
  const match = policyPath.exec(page);
  return match ? (match[1] ?? inForce) : undefined;
}

function fits(part: string, given: string, versions: readonly string[]): boolean {
  if (part === "…") return given !== "";
  return part === "{version}" ? versions.includes(given) : part === given;
}
