import { z } from "zod";
import {
  age,
  ageFields,
  emailField,
  optionalEmail,
  optionalLines,
  ticked,
  withGuardian,
} from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { page } from "../../web/shown-page.ts";

/** What somebody thinks of goods and service, as the form sends it. */
export const Feedback = withGuardian(
  z.strictObject({
    rating: z.enum(["1", "2", "3", "4", "5"], "Choose a rating"),
    feedback: optionalLines(5000),
    email: optionalEmail,
    ...age,
    consent: ticked("Tick the box if you agree: without it we can't keep your feedback"),
  }),
);

export type Feedback = z.infer<typeof Feedback>;

/** The feedback form (clauses 3, 6 and 13 of the policy). */
export const feedbackForm: FormDefinition<z.ZodType<Feedback>> = {
  id: "feedback",
  path: "feedback/",
  schema: Feedback,
  fields: [
    {
      name: "rating",
      category: "pd:Opinion",
      control: "radios",
      label: { en: "How well did we do?" },
      options: [
        { value: "5", label: { en: "5 – very well" } },
        { value: "4", label: { en: "4 – well" } },
        { value: "3", label: { en: "3 – neither well nor badly" } },
        { value: "2", label: { en: "2 – badly" } },
        { value: "1", label: { en: "1 – very badly" } },
      ],
    },
    {
      name: "feedback",
      category: "pd:Opinion",
      control: "textarea",
      label: { en: "What should we know?" },
      hint: { en: "What went well, or what we should do better." },
      optional: true,
      maxLength: 5000,
      rows: 6,
    },
    { ...emailField, hint: { en: "Only if you would like a copy and an answer." }, optional: true },
    ...ageFields,
    {
      name: "consent",
      control: "checkbox",
      label: {
        en: "I agree that you keep what I entered here, together with the policy version shown above, to judge and improve your goods and service.",
      },
      consentTo: "quality",
    },
  ],
};

/** Feedback as it is kept, opened. */
export interface KeptFeedback {
  reference: string;
  receivedAt: Date;
  rating: number;
  feedback: string;
  /** Empty where none was left. */
  email: string;
}

export const feedbackPage = page<FormPage>("/[lang]/feedback/");
