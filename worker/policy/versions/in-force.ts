import { requestValue } from "../../web/provided.ts";
import type { PublishedVersion } from "./version.ts";

/** The version of the policy in force for this request. */
export const policyInForce = requestValue<PublishedVersion>("policy-in-force");

/** When this request came, by the site's clock. */
export const requestedAt = requestValue<Date>("requested-at");
