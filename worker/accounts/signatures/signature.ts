import { z } from "zod";
import { onlyOfAge } from "../../forms/form/age.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { Order, orderForm } from "../../submissions/order/form.ts";
import { page } from "../../web/shown-page.ts";
import type { Details } from "../engine/users.ts";
import { givenPassword, passwordField } from "../form/password-fields.ts";

/** Something signed with the account's password (clause 11 of the policy). */
export interface Signature {
  id: string;
  userId: string;
  purpose: "order" | "offer" | "policy";
  /** The order's reference, its offer's id, or the policy's version. */
  document: string;
  /** SHA-256 of what was signed, in lower-case hexadecimal. */
  documentHash: string;
  policyVersion: string;
  policyHash: string;
  signedAt: Date;
}

/**
 * A signed order asks everything that the public form asks except the address, which is the account's. That includes
 * the age, which is not stored: only people who are of age can bind themselves with a signature. Others send the public
 * form, which a guardian confirms (clause 13).
 */
const SignedOrder = z.lazy(() => {
  const { email: _, guardian: __, ...asked } = Order.unwrap().shape;
  const withPassword = z.strictObject({ ...asked, password: givenPassword });
  return onlyOfAge(withPassword, (t) => t.fields.account.signedOrder.notOfAge);
});

export type SignedOrder = z.infer<typeof SignedOrder>;

/** An order from the account, signed with its password (clause 11). */
export const signedOrderForm: AnyForm<SignedOrder> = {
  id: "signed-order",
  path: "account/order/",
  schema: SignedOrder,
  fields: [
    ...orderForm.fields.filter(({ name }) => name !== "email" && name !== "guardian"),
    {
      ...passwordField,
      label: (t) => t.fields.account.password.own,
      hint: (t) => t.fields.account.signedOrder.password,
    },
  ],
};

/** What the account knows of somebody who orders. */
export interface KnownBuyer {
  details: Details;
  /** The answers that the form does not ask for. */
  answers: Readonly<Record<string, string>>;
  done: string | undefined;
}

export const signedOrderPage = page<FormPage<KnownBuyer>>("/[lang]/account/order/");
