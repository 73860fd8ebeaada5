import type { Role } from "../../accounts/engine/signed-in.ts";
import { page } from "../../web/shown-page.ts";
import type { StaffPage } from "../desk/item.ts";
import type { StaffMember } from "../members/members.ts";

/** Everybody with a role, for the owner. */
export interface People extends StaffPage {
  people: readonly StaffMember[];
  /** Whoever is looking. */
  me: string;
  /** Whom somebody just invited, and the link that is shown this once. */
  invited?: { email: string; role: Role; link: string };
}

export const peoplePage = page<People>("/staff/people/");
