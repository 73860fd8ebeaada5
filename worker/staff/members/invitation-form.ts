import { z } from "zod";
import { staffRoles } from "../../accounts/engine/signed-in.ts";
import { newPassword, newPasswordField } from "../../accounts/form/password-fields.ts";
import { email, line, nameField } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { page } from "../../web/shown-page.ts";

/** Who is invited, as the command seals it into the link. */
export const Invitation = z.strictObject({
  email,
  role: z.enum(staffRoles),
  expiresAt: z.iso.datetime(),
});

export type Invitation = z.infer<typeof Invitation>;

const Joining = z.strictObject({
  name: line(100, (t) => t.fields.shared.name.missing),
  password: newPassword,
});

export type Joining = z.infer<typeof Joining>;

/** The form that opens a staff account, behind a one-time link. */
export const invitationForm: AnyForm<Joining> = {
  id: "invitation",
  path: "invitation/",
  schema: Joining,
  fields: [nameField, newPasswordField],
};

export const invitationPage = page<FormPage>("/[lang]/invitation/[token]/");
