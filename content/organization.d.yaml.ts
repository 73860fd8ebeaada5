import type { Organization } from "../worker/web/organization.ts";

/** The organization as `organization.yaml` describes it, read and checked by `editor/organization.ts`. */
declare const organization: Organization;
export default organization;
