import { z } from "zod";
import {
  age,
  ageFields,
  email,
  emailField,
  line,
  nameField,
  optionalLines,
  withGuardian,
} from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { page } from "../../web/shown-page.ts";

/** What a person may ask for about data held on them (GDPR 15–18 and 21; PIPL 44–47). */
export const requestKinds = ["see", "correct", "erase", "restrict", "object"] as const;

export type RequestKind = (typeof requestKinds)[number];

/** A data request, as the form sends it. */
export const DataRequest = withGuardian(
  z.strictObject({
    kind: z.enum(requestKinds, "Choose what you would like us to do"),
    name: line(100, "Enter your name"),
    email,
    details: optionalLines(5000),
    ...age,
  }),
);

export type DataRequest = z.infer<typeof DataRequest>;

/** What of a data request is kept sealed. */
export type RequestDetails = Pick<DataRequest, "name" | "email" | "details">;

/**
 * The data request form (clauses 2 and 3 of the policy). It asks for no consent: the law obliges us to keep and
 * answer it.
 */
export const requestForm: FormDefinition<z.ZodType<DataRequest>> = {
  id: "data-request",
  path: "data-request/",
  schema: DataRequest,
  fields: [
    {
      name: "kind",
      control: "radios",
      label: { en: "What should we do with your data?" },
      options: [
        { value: "see", label: { en: "Show me what you hold about me" } },
        { value: "correct", label: { en: "Correct it" } },
        { value: "erase", label: { en: "Erase it" } },
        { value: "restrict", label: { en: "Stop using it, but keep it" } },
        { value: "object", label: { en: "I object to how you use it" } },
      ],
    },
    nameField,
    {
      ...emailField,
      hint: {
        en: "The address that you gave us. We send a link here, and start once you confirm with it.",
      },
    },
    {
      name: "details",
      control: "textarea",
      label: { en: "What should we know?" },
      hint: { en: "What is wrong and what is right, or a reference such as M-0000-0000-0000." },
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
