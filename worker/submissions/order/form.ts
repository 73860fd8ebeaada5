import { z } from "zod";
import { age, ageFields, withGuardian } from "../../forms/form/age.ts";
import {
  addressField,
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
} from "../../forms/form/fields.ts";
import type { FormDefinition } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import type { Language } from "../../web/organization.ts";
import { page } from "../../web/shown-page.ts";

/** An order or a request for goods, as the form sends it. */
export const Order = withGuardian(() =>
  z.strictObject({
    goods: lines(2000, (t) => t.fields.order.goods.missing),
    quantity: line(100, (t) => t.fields.order.quantity.missing),
    delivery: lines(1000, (t) => t.fields.order.delivery.missing),
    name: line(100, (t) => t.fields.shared.name.missing),
    company: optionalLine(200),
    address: lines(500, (t) => t.fields.order.address.missing),
    email,
    phone: optionalPhone,
    ...age,
    consent: ticked((t) => t.fields.order.consent.missing),
    newsletter: maybeTicked,
  }),
);

export type Order = z.infer<typeof Order>;

/** What is kept of an order, all of it sealed. */
export type OrderDetails = Pick<
  Order,
  "goods" | "quantity" | "delivery" | "name" | "company" | "address" | "email" | "phone"
>;

/** A stored order, opened. */
export interface KeptOrder extends OrderDetails {
  /** The phone number in E.164, where it has one. */
  phoneE164?: string;
  reference: string;
  receivedAt: Date;
  language: Language;
}

/** The order form (clauses 3, 6 and 13 of the policy). */
export const orderForm: FormDefinition<Order> = {
  id: "order",
  path: "order/",
  schema: Order,
  fields: [
    {
      name: "goods",
      category: "pd:Purchase",
      control: "textarea",
      label: (t) => t.fields.order.goods.label,
      hint: (t) => t.fields.order.goods.hint,
      maxLength: 2000,
      rows: 4,
    },
    {
      name: "quantity",
      category: "pd:Purchase",
      control: "text",
      label: (t) => t.fields.order.quantity.label,
      hint: (t) => t.fields.order.quantity.hint,
      maxLength: 100,
    },
    {
      name: "delivery",
      category: "pd:PhysicalAddress",
      control: "textarea",
      label: (t) => t.fields.order.delivery.label,
      maxLength: 1000,
      rows: 3,
    },
    nameField,
    {
      name: "company",
      category: "pd:Professional",
      control: "text",
      label: (t) => t.fields.order.company.label,
      optional: true,
      autocomplete: "organization",
      maxLength: 200,
    },
    { ...addressField, hint: (t) => t.fields.order.address.hint },
    { ...emailField, hint: (t) => t.fields.order.email.hint },
    phoneField,
    ...ageFields,
    {
      name: "consent",
      control: "checkbox",
      label: (t) => t.fields.order.consent.label,
      consentTo: "orders",
    },
    newsletterOffer,
  ],
};

export const orderPage = page<FormPage>("/[lang]/order/");
