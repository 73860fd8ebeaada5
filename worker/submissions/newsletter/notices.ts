import { z } from "zod";
import { age, ageFields, withGuardian } from "../../forms/form/age.ts";
import { email, emailField, ticked } from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { page } from "../../web/shown-page.ts";

const NoticesRequest = withGuardian(() =>
  z.strictObject({
    email,
    ...age,
    notices: ticked((t) => t.fields.newsletter.notices.missing),
  }),
);

export type NoticesRequest = z.infer<typeof NoticesRequest>;

/** The form of whoever wants to hear of changes to the policy without an account (clause 14). */
export const noticesForm: FormDefinition<NoticesRequest> = {
  id: "policy-changes",
  path: "policy-changes/",
  schema: NoticesRequest,
  fields: [
    emailField,
    ...ageFields,
    {
      name: "notices",
      control: "checkbox",
      label: (t) => t.fields.newsletter.notices.label,
      consentTo: "policy-changes",
    },
  ],
};

export const noticesPage = page<FormPage>("/[lang]/policy-changes/");
