import { z } from "zod";
import { age, ageFields, withGuardian, withTheOthers } from "../../forms/form/age.ts";
import { email, emailField, line, nameField, optionalLine, optionalLines } from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { oneOf, saying } from "../../forms/form/words.ts";
import { page } from "../../web/shown-page.ts";

/** What people may ask about the data held on them (GDPR 7, 15–18 and 21; PIPL 15 and 44–47). */
export const requestKinds = ["see", "correct", "erase", "withdraw", "restrict", "object"] as const;

export type RequestKind = (typeof requestKinds)[number];

/** A data request, as the form sends it. */
export const DataRequest = withGuardian(() =>
  z.strictObject({
    kind: oneOf(requestKinds, (t) => t.fields.dataRequest.kind.missing),
    about: optionalLine(40),
    name: line(100, (t) => t.fields.shared.name.missing),
    email,
    details: optionalLines(5000),
    ...age,
  }),
).refine(({ kind, about }) => kind !== "withdraw" || about.trim() !== "", {
  path: ["about"],
  ...saying((t) => t.fields.dataRequest.about.missing),
  when: withTheOthers,
});

export type DataRequest = z.infer<typeof DataRequest>;

/** What is kept of a data request, all of it sealed. */
export type RequestDetails = Pick<DataRequest, "about" | "name" | "email" | "details">;

/**
 * The data request form (clauses 2 and 3 of the policy). It asks for no consent, because the law obliges us to keep and
 * answer requests.
 */
export const requestForm: FormDefinition<DataRequest> = {
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
    {
      name: "about",
      control: "text",
      label: (t) => t.fields.dataRequest.about.label,
      hint: (t) => t.fields.dataRequest.about.hint,
      optional: true,
      autocomplete: "off",
      maxLength: 40,
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
