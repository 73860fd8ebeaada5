import { z } from "zod";
import { staffRoles } from "../../accounts/engine/signed-in.ts";
import { email } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { oneOf } from "../../forms/form/words.ts";

/** A role of the staff. */
export type StaffRole = (typeof staffRoles)[number];

const role = oneOf(staffRoles, (t) => t.fields.staff.role.missing);

const roleField = {
  name: "role",
  control: "select",
  label: (t) => t.fields.staff.role.label,
  options: staffRoles.map((value) => ({ value, label: (t) => t.staff.desk.roles[value] })),
} as const satisfies AnyForm["fields"][number];

/** The form that invites somebody: the page then shows a link for them, once. */
export const inviteForm: AnyForm<{ email: string; role: StaffRole }> = {
  id: "invite",
  path: "people/invite/",
  schema: z.strictObject({ email, role }),
  fields: [
    {
      name: "email",
      control: "email",
      label: (t) => t.fields.staff.invitation.email,
      maxLength: 254,
    },
    roleField,
  ],
};

/** The form that gives somebody another role. */
export const roleForm: AnyForm<{ role: StaffRole }> = {
  id: "role",
  path: "people/role/",
  schema: z.strictObject({ role }),
  fields: [roleField],
};
