import { z } from "zod";
import { age, ageFields, withGuardian } from "../../forms/form/age.ts";
import { email, emailField, line, nameField, optionalLines } from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { oneOf } from "../../forms/form/words.ts";
import { page } from "../../web/shown-page.ts";

/** What people may ask about the data held on them (GDPR 15–18 and 21; PIPL 44–47). */
export const requestKinds = ["see", "correct", "erase", "restrict", "object"] as const;

export type RequestKind = (typeof requestKinds)[number];

/** A data request, as the form sends it. */
export const DataRequest = withGuardian(
  z.strictObject({
    kind: oneOf(requestKinds, (t) => t.fields.dataRequest.kind.missing),
    name: line(100, (t) => t.fields.shared.name.missing),
    email,
    details: optionalLines(5000),
    ...age,
  }),
);

export type DataRequest = z.infer<typeof DataRequest>;

/** What is kept of a data request, all of it sealed. */
export type RequestDetails = Pick<DataRequest, "name" | "email" | "details">;

/**
 * The data request form (clauses 2 and 3 of the policy). It asks for no consent, because the law obliges us to keep and
 * answer requests.
 */
export const requestForm: FormDefinition<z.ZodType<DataRequest>> = {
  id: "data-request",
  path: "data-request/",
  schema: DataRequest,
  fields: [
    {
      name: "kind",
      control: "radios",
      label: (t) => t.fields.dataRequest.kind.label,
      options: requestKinds.map((value) => ({
        value,
        label: (t) => t.fields.dataRequest.kind.options[value],
      })),
    },
    nameField,
    {
      ...emailField,
      hint: (t) => t.fields.dataRequest.email.hint,
    },
    {
      name: "details",
      control: "textarea",
      label: (t) => t.fields.dataRequest.details.label,
      hint: (t) => t.fields.dataRequest.details.hint,
      optional: true,
      maxLength: 5000,
      rows: 5,
    },
    ...ageFields,
  ],
};

/** A data request as its sender sees it. */
export interface SentRequest extends RequestDetails {
  kind: RequestKind;
  reference: string;
  receivedAt: Date;
  isConfirmed: boolean;
}

export const requestPage = page<FormPage>("/[lang]/data-request/");
