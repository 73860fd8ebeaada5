import { requestValue } from "../../web/provided.ts";
import type { PublishedVersion } from "./version.ts";

/** The version of the policy that is in force for this request. */
export const policyInForce = requestValue<PublishedVersion>("policy-in-force");
