import { z } from "zod";
import { type Role, staffRoles } from "../auth/schema.ts";
import { line, nameField } from "../fields/schema.ts";
import type { AnyForm } from "../forms/schema.ts";
import { newPassword, newPasswordField } from "../passwords/schema.ts";
import { statisticsRoles } from "../statistics/schema.ts";

/** The parts of `/staff/`, in the order of the navigation, and whom each is open to; what is not here is closed. */
export const sections = {
  inbox: ["manager", "owner"],
  orders: ["manager", "owner"],
  "data-requests": ["manager", "owner"],
  mail: ["manager", "owner"],
  newsletter: ["editor", "owner"],
  statistics: statisticsRoles,
  audit: ["owner"],
} as const satisfies Record<string, readonly Role[]>;
export type Section = keyof typeof sections;

/** The parts that a role may open. */
export function sectionsOf(role: Role): Section[] {
  return (Object.keys(sections) as Section[]).filter((name) =>
    (sections[name] as readonly Role[]).includes(role),
  );
}

/** Who is invited, sealed into the link by the command that made it. */
export const Invitation = z.strictObject({
  email: z.email(),
  role: z.enum(staffRoles),
  expiresAt: z.iso.datetime(),
});
export type Invitation = z.infer<typeof Invitation>;

const Joining = z.strictObject({ name: line(100, "Enter your name"), password: newPassword });
export type Joining = z.infer<typeof Joining>;

/** Opens a staff account, behind a one-time link. */
export const invitationForm: AnyForm<z.ZodType<Joining>> = {
  id: "invitation",
  path: "invitation/",
  schema: Joining,
  fields: [nameField, newPasswordField],
};
