import { z } from "zod";
import { withGuardian } from "../../forms/form/fields.ts";
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
  purpose: "order" | "policy";
  /** The order's reference or the policy's version. */
  document: string;
  /** SHA-256 of what was signed, in lower-case hexadecimal. */
  documentHash: string;
  policyVersion: string;
  policyHash: string;
  signedAt: Date;
}

const { email: _, ...asked } = Order.shape;

/**
 * A signed order asks everything that the public form asks except the address, which is the account's. That includes
 * the age: it is not stored, and a guardian agrees to one form at a time (clause 13).
 */
const SignedOrder = withGuardian(z.strictObject({ ...asked, password: givenPassword }));

export type SignedOrder = z.infer<typeof SignedOrder>;

/** An order from the account, signed with its password (clause 11). */
export const signedOrderForm: AnyForm<z.ZodType<SignedOrder>> = {
  id: "signed-order",
  path: "account/order/",
  schema: SignedOrder,
  fields: [
    ...orderForm.fields.filter(({ name }) => name !== "email"),
    {
      ...passwordField,
      label: (t) => t.fields.account.password.own,
      hint: (t) => t.fields.account.signedOrder.password,
    },
  ],
};

export const signedOrderPage =
  page<FormPage<{ details: Details; done?: string | undefined }>>("/[lang]/account/order/");
