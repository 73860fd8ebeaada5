import type { LinkAction } from "../forms/confirm-links/action.ts";
import type { LinkPurpose } from "../forms/confirm-links/link.ts";
import { requestLinks } from "./data-request/routes.ts";
import { linksOf } from "./newsletter/routes.ts";

/** What mailed links do, by what they are for. */
export const links: Readonly<Record<LinkPurpose, LinkAction>> = {
  newsletter: linksOf("newsletter"),
  "policy-changes": linksOf("policy-changes"),
  "data-request": requestLinks,
};
