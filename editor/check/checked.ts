import type { Organization } from "../../worker/web/organization.ts";
import type { Tree } from "../versions/tree.ts";

/** What the rules look at. */
export interface Checked {
  tree: Tree;
  organization: Organization;
  /** The day in the organization's time zone. */
  today: string;
  /** The draft that is about to be published, for which what is only unfinished is wrong. */
  publishing?: string;
}
