import { z } from "zod";
import type { SignedIn } from "../auth/schema.ts";
import type { ConsentRecord } from "../consents/schema.ts";
import type { KeptMessage } from "../contacts/schema.ts";
import type { KeptFeedback } from "../feedback/schema.ts";
import {
  addressField,
  line,
  nameField,
  optionalLines,
  optionalPhone,
  phoneField,
  ticked,
} from "../fields/schema.ts";
import type { AnyForm } from "../forms/schema.ts";
import { newsletterForm, type OwnSubscription } from "../newsletter/schema.ts";
import type { KeptOrder } from "../orders/schema.ts";
import { givenPassword, passwordField } from "../passwords/schema.ts";
import type { SentRequest } from "../requests/schema.ts";
import type { Signature } from "../signatures/schema.ts";
import type { SignIn } from "../signins/schema.ts";
import type { StatusEvent } from "../statuses/schema.ts";

/** What a person may correct in their account. */
export interface Details {
  name: string;
  phone: string;
  address: string;
}

/** One device that is signed in. */
export interface OwnSession {
  id: string;
  device: string;
  createdAt: Date;
  seenAt: Date;
}

/** An address that an account had before: only its keyed hash is kept. */
export interface FormerAddress {
  emailIndex: string;
  leftAt: string;
}

/** Everything that is held about a person with an account. */
export interface Holdings extends Pick<SignedIn, "userId" | "email" | "twoFactor"> {
  details: Details;
  createdAt: Date;
  /** Whether a guardian agreed, because the person was not of age. */
  guardianAgreed: boolean;
  formerAddresses: FormerAddress[];
  orders: KeptOrder[];
  messages: KeptMessage[];
  feedback: KeptFeedback[];
  requests: SentRequest[];
  /** What became of the four above, oldest first. */
  statuses: StatusEvent[];
  subscriptions: OwnSubscription[];
  consents: ConsentRecord[];
  signatures: Signature[];
  signIns: SignIn[];
  sessions: OwnSession[];
}

/** A table of an export. */
export type Part =
  | "account"
  | "former-addresses"
  | "orders"
  | "messages"
  | "feedback"
  | "data-requests"
  | "statuses"
  | "newsletter"
  | "consents"
  | "signatures"
  | "sign-ins"
  | "sessions";

const DetailsForm = z.strictObject({
  name: line(100, "Enter your name"),
  phone: optionalPhone,
  address: optionalLines(500),
});

/** Corrects what is held about the person. */
export const detailsForm: AnyForm<z.ZodType<Details>> = {
  id: "details",
  path: "account/details/",
  schema: DetailsForm,
  fields: [
    nameField,
    { ...phoneField, hint: { en: "Mobile or landline, if you would like us to call." } },
    { ...addressField, hint: { en: "Where we send goods." }, optional: true },
  ],
};

const Deletion = z.strictObject({
  when: z.enum(["later", "now"], "Choose when"),
  password: givenPassword,
});
export type Deletion = z.infer<typeof Deletion>;

/** Asks for the account to be erased. */
export const deletionForm: AnyForm<z.ZodType<Deletion>> = {
  id: "delete",
  path: "account/delete/",
  schema: Deletion,
  fields: [
    {
      name: "when",
      control: "radios",
      label: { en: "When should we erase it?" },
      options: [
        { value: "later", label: { en: "In 14 days. Until then I can change my mind" } },
        { value: "now", label: { en: "At once. This cannot be undone" } },
      ],
    },
    { ...passwordField, label: { en: "Your password" } },
  ],
};

const Acceptance = z.strictObject({
  consent: ticked("Tick the box if you agree"),
  password: givenPassword,
});
export type Acceptance = z.infer<typeof Acceptance>;

/** Signs the version of the policy that is in force (clauses 11 and 14). */
export const acceptanceForm: AnyForm<z.ZodType<Acceptance>> = {
  id: "accept-policy",
  path: "account/consents/accept/",
  schema: Acceptance,
  fields: [
    {
      name: "consent",
      control: "checkbox",
      label: { en: "I agree that you keep my account under the policy version shown above." },
      consentTo: "registration",
    },
    {
      ...passwordField,
      label: { en: "Your password" },
      hint: { en: "It is your signature, as the clause “Signature” says." },
    },
  ],
};

const Subscribing = z.strictObject({ newsletter: ticked("Tick the box if you would like the newsletter") });
export type Subscribing = z.infer<typeof Subscribing>;

/** Gives the consent to the newsletter from the account. */
export const ownNewsletterForm: AnyForm<z.ZodType<Subscribing>> = {
  id: "own-newsletter",
  path: "account/newsletter/",
  schema: Subscribing,
  fields: newsletterForm.fields.filter(({ name }) => name === "newsletter"),
};
