import { z } from "zod";
import { age, ageFields, withGuardian } from "../../forms/form/age.ts";
import { emailField, optionalEmail, optionalLines, ticked } from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { oneOf } from "../../forms/form/words.ts";
import { offers } from "../../web/offers.ts";
import { page } from "../../web/shown-page.ts";

/** From very well to very badly, as the page lists them. */
const ratings = ["5", "4", "3", "2", "1"] as const;

/** What feedback can be about: what clause 6 says it improves. */
const topics = ["goods", "service", "site"] as const;

const offeredTopics = topics.filter((topic) => topic !== "goods" || offers("orders"));

/** What somebody thinks of goods and service, as the form sends it. */
export const Feedback = withGuardian(() =>
  z.strictObject({
    rating: oneOf(ratings, (t) => t.fields.feedback.rating.missing),
    topic: z.enum(["", ...offeredTopics]),
    feedback: optionalLines(5000),
    email: optionalEmail,
    ...age,
    consent: ticked((t) => t.fields.feedback.consent.missing),
  }),
);

export type Feedback = z.infer<typeof Feedback>;

/** The feedback form (clauses 3, 6 and 13 of the policy). */
export const feedbackForm: FormDefinition<Feedback> = {
  id: "feedback",
  path: "feedback/",
  schema: Feedback,
  fields: [
    {
      name: "rating",
      category: "pd:Opinion",
      control: "radios",
      label: (t) => t.fields.feedback.rating.label,
      options: ratings.map((value) => ({ value, label: (t) => t.fields.feedback.rating.options[value] })),
    },
    {
      name: "topic",
      control: "select",
      label: (t) => t.fields.feedback.topic.label,
      optional: true,
      options: offeredTopics.map((value) => ({
        value,
        label: (t) => t.fields.feedback.topic.options[value],
      })),
    },
    {
      name: "feedback",
      category: "pd:Opinion",
      control: "textarea",
      label: (t) => t.fields.feedback.feedback.label,
      hint: (t) => t.fields.feedback.feedback.hint,
      optional: true,
      maxLength: 5000,
      rows: 6,
    },
    { ...emailField, hint: (t) => t.fields.feedback.email.hint, optional: true },
    ...ageFields,
    {
      name: "consent",
      control: "checkbox",
      label: (t) => t.fields.feedback.consent.label,
      consentTo: "quality",
    },
  ],
};

/** Stored feedback, opened. */
export interface KeptFeedback {
  reference: string;
  receivedAt: Date;
  rating: number;
  /** Empty if none was chosen. */
  topic: string;
  feedback: string;
  /** Empty if none was given. */
  email: string;
}

export const feedbackPage = page<FormPage>("/[lang]/feedback/");
