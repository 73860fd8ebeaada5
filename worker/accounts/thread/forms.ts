import { z } from "zod";
import { lines } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { givenPassword, passwordField } from "../form/password-fields.ts";

/** The form with which a client writes again, without an account. */
export const replyForm: AnyForm<{ reply: string }> = {
  id: "reply",
  path: "answer/",
  schema: z.strictObject({ reply: lines(5000, (t) => t.fields.reply.missing) }),
  fields: [
    {
      name: "reply",
      control: "textarea",
      label: (t) => t.fields.reply.label,
      maxLength: 5000,
      rows: 7,
    },
  ],
};

/** Accepts an offer in the account: the password signs it (clause 11 of the policy). */
export const acceptForm: AnyForm<{ password: string }> = {
  id: "accept-offer",
  path: "account/offer/",
  schema: z.strictObject({ password: givenPassword }),
  fields: [
    { ...passwordField, label: (t) => t.fields.account.password.own, hint: (t) => t.fields.reply.signing },
  ],
};
