import organization from "../../content/organization.yaml";
import { isOfferedBy, isPursuedBy } from "./belongings.ts";
import type { Offer } from "./organization.ts";

/** Whether the organization offers this. */
export function offers(offer: Offer): boolean {
  return organization.offers.includes(offer);
}

/** Whether there is a page at an address, as far as offers decide it. Every link to what may be left out asks this. */
export function isOffered(path: string): boolean {
  return isOfferedBy(organization, path);
}

/** The links of a list that lead to something. */
export function offered<Link extends readonly [address: string, ...unknown[]]>(
  links: readonly Link[],
): Link[] {
  return links.filter(([address]) => isOffered(address));
}

/** Whether a purpose of the policy, a kind of data or a job is this site's business. */
export function isPursued(what: "purposes" | "kinds" | "figures" | "jobs", name: string): boolean {
  return isPursuedBy(organization, what, name);
}
