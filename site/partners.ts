import partners from "virtual:partners";
import organization from "../content/organization.yaml";
import { type Partner, partnersOn } from "../worker/policy/partners/partner.ts";
import { requestedAt } from "../worker/policy/versions/in-force.ts";
import { dayOf } from "../worker/web/days.ts";
import { provided } from "./shown.ts";

/** The partners on the organization's day of this request, the longest first. */
export function currentPartners(): Partner[] {
  return partnersOn(partners, dayOf(provided(requestedAt), organization.timeZone));
}
