import { z } from "zod";
import {
  addressField,
  age,
  ageFields,
  email,
  emailField,
  line,
  lines,
  maybeTicked,
  nameField,
  newsletterOffer,
  optionalLine,
  optionalPhone,
  phoneField,
  ticked,
  withGuardian,
} from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import type { Language } from "../../web/organization.ts";
import { page } from "../../web/shown-page.ts";

/** An order or a request for goods, as the form sends it. */
export const Order = withGuardian(
  z.strictObject({
    goods: lines(2000, "Enter what you would like to order"),
    quantity: line(100, "Enter how much you would like"),
    delivery: lines(1000, "Enter where and when we should deliver"),
    name: line(100, "Enter your name"),
    company: optionalLine(200),
    address: lines(500, "Enter your postal address"),
    email,
    phone: optionalPhone,
    ...age,
    consent: ticked("Tick the box if you agree: without it we can't keep or handle your order"),
    newsletter: maybeTicked,
  }),
);

export type Order = z.infer<typeof Order>;

/** What of an order is kept, all of it sealed. */
export type OrderDetails = Pick<
  Order,
  "goods" | "quantity" | "delivery" | "name" | "company" | "address" | "email" | "phone"
>;

/** An order as it is kept, opened. */
export interface KeptOrder extends OrderDetails {
  reference: string;
  receivedAt: Date;
  language: Language;
}

/** The order form (clauses 3, 6 and 13 of the policy). */
export const orderForm: FormDefinition<z.ZodType<Order>> = {
  id: "order",
  path: "order/",
  schema: Order,
  fields: [
    {
      name: "goods",
      category: "pd:Purchase",
      control: "textarea",
      label: { en: "Which goods?" },
      hint: { en: "Name each product, or describe what you are looking for." },
      maxLength: 2000,
      rows: 4,
    },
    {
      name: "quantity",
      category: "pd:Purchase",
      control: "text",
      label: { en: "How much?" },
      hint: { en: "With the unit, such as 20 tonnes or 500 boxes." },
      maxLength: 100,
    },
    {
      name: "delivery",
      category: "pd:PhysicalAddress",
      control: "textarea",
      label: { en: "Where and when should we deliver?" },
      maxLength: 1000,
      rows: 3,
    },
    nameField,
    {
      name: "company",
      category: "pd:Professional",
      control: "text",
      label: { en: "Company" },
      optional: true,
      autocomplete: "organization",
      maxLength: 200,
    },
    { ...addressField, hint: { en: "For the offer and the invoice." } },
    { ...emailField, hint: { en: "We send our offer and a copy of your order here." } },
    phoneField,
    ...ageFields,
    {
      name: "consent",
      control: "checkbox",
      label: {
        en: "I agree that you keep what I entered here, together with the policy version shown above, to handle my order.",
      },
      consentTo: "orders",
    },
    newsletterOffer,
  ],
};

export const orderPage = page<FormPage>("/[lang]/order/");
