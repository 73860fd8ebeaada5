import { z } from "zod";
import { line, lines, optionalLine, optionalPhone, ticked } from "../fields/schema.ts";
import type { AnyForm } from "../forms/schema.ts";
import { orderForm } from "../orders/schema.ts";
import { givenPassword, passwordField } from "../passwords/schema.ts";

/** Something signed with the account's password (clause 11 of the policy). */
export interface Signature {
  id: string;
  userId: string;
  purpose: "order" | "policy";
  /** The order's reference or the policy's version. */
  document: string;
  /** SHA-256 of what was signed, in lower-case hexadecimal. */
  documentHash: string;
  policyVersion: string;
  policyHash: string;
  signedAt: Date;
}

/** What of the order form a signed order asks: who orders is known, and so is their address. */
const asked = orderForm.fields.filter(({ name }) =>
  ["goods", "quantity", "delivery", "name", "company", "address", "phone", "consent"].includes(name),
);

const SignedOrder = z.strictObject({
  goods: lines(2000, "Enter what you would like to order"),
  quantity: line(100, "Enter how much you would like"),
  delivery: lines(1000, "Enter where and when we should deliver"),
  name: line(100, "Enter your name"),
  company: optionalLine(200),
  address: lines(500, "Enter your postal address"),
  phone: optionalPhone,
  consent: ticked("Tick the box if you agree: without it we can't keep or handle your order"),
  password: givenPassword,
});
export type SignedOrder = z.infer<typeof SignedOrder>;

/** An order from the account, signed with its password (clause 11). */
export const signedOrderForm: AnyForm<z.ZodType<SignedOrder>> = {
  id: "signed-order",
  path: "account/order/",
  schema: SignedOrder,
  fields: [
    ...asked,
    {
      ...passwordField,
      label: { en: "Your password" },
      hint: { en: "It signs the order, as the clause “Signature” says." },
    },
  ],
};
