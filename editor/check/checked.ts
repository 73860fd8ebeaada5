import type { Organization } from "../../worker/web/organization.ts";
import type { Tree } from "../versions/tree.ts";

/** What the rules look at. */
export interface Checked {
  tree: Tree;
  organization: Organization;
  /** The day in the organization's time zone. */
  today: string;
  /** The draft about to be published, for which unfinished parts are errors. */
  publishing?: string;
}
