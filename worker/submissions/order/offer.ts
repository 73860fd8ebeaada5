import { z } from "zod";
import { dayThat, line, lines } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";

/** What we offer for an order, as staff send it. */
export interface OfferDetails {
  /** Amount and currency, in words: `CNY 412,000`. */
  price: string;
  terms: string;
  /** The last day on which it can be accepted, `YYYY-MM-DD`. */
  holdsUntil: string;
}

/** A stored offer, opened. */
export interface Offer extends OfferDetails {
  id: string;
  /** Reference of the order. */
  reference: string;
  /** Which change of the order made it, counted from 1. */
  position: number;
  madeAt: Date;
}

/** The text of an offer as it is accepted: one line per field, in this order. Its SHA-256 is the document's. */
export function offerText({ reference, price, terms, holdsUntil }: Offer): string {
  return [`order: ${reference}`, `price: ${price}`, `until: ${holdsUntil}`, `terms: ${terms}`].join("\n");
}

/** Whether an offer can still be accepted on a day of the organization. */
export function holds({ holdsUntil }: Pick<Offer, "holdsUntil">, today: string): boolean {
  return today <= holdsUntil;
}

/** The form that makes an offer for an order. */
export function offerForm(today: string): AnyForm<OfferDetails> {
  return {
    id: "offer",
    path: "offer/",
    schema: z.strictObject({
      price: line(200, (t) => t.fields.staff.offer.price.missing),
      terms: lines(4000, (t) => t.fields.staff.offer.terms.missing),
      holdsUntil: dayThat(
        (day) => day >= today,
        (t) => t.fields.staff.offer.holdsUntil.wrong,
      ),
    }),
    fields: [
      {
        name: "price",
        control: "text",
        label: (t) => t.fields.staff.offer.price.label,
        hint: (t) => t.fields.staff.offer.price.hint,
        maxLength: 200,
      },
      {
        name: "terms",
        control: "textarea",
        label: (t) => t.fields.staff.offer.terms.label,
        hint: (t) => t.fields.staff.offer.terms.hint,
        maxLength: 4000,
        rows: 5,
      },
      {
        name: "holdsUntil",
        control: "text",
        label: (t) => t.fields.staff.offer.holdsUntil.label,
        hint: (t) => t.fields.staff.offer.holdsUntil.hint,
        maxLength: 10,
      },
    ],
  };
}
