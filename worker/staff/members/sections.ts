import type { Role } from "../../accounts/engine/signed-in.ts";
import { isOffered } from "../../web/offers.ts";

/** The roles that see the dashboard, its exports and the weekly mail. */
export const statisticsRoles = ["analyst", "manager", "owner"] as const satisfies readonly Role[];

/**
 * The parts of `/staff/`, in the order of the navigation, and the roles that may open each. Anything else is closed.
 */
export const sections = {
  inbox: ["manager", "owner"],
  orders: ["manager", "owner"],
  "data-requests": ["manager", "owner"],
  clients: ["manager", "owner"],
  disclosures: ["manager", "owner"],
  mail: ["manager", "owner"],
  newsletter: ["editor", "owner"],
  statistics: statisticsRoles,
  policy: ["editor", "manager", "owner"],
  acts: ["manager", "owner"],
  people: ["owner"],
  audit: ["owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Section = keyof typeof sections;

/** The parts that a role may open, of those that there are. */
export function sectionsOf(role: Role): Section[] {
  return (Object.keys(sections) as Section[]).filter(
    (name) => isOffered(`/staff/${name}/`) && (sections[name] as readonly Role[]).includes(role),
  );
}
