import { requestValue } from "../../web/provided.ts";
import type { PublishedVersion } from "./version.ts";

/** The version of the policy in force for this request. */
export const policyInForce = requestValue<PublishedVersion>("policy-in-force");

/** The organization's day on which this request came, `YYYY-MM-DD`. */
export const today = requestValue<string>("today");
