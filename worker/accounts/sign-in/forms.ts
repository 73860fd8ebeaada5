import { z } from "zod";
import { email, emailField } from "../../forms/form/fields.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { saying } from "../../forms/form/words.ts";
import { page } from "../../web/shown-page.ts";
import { codeIn } from "../../web/typed-text.ts";
import { givenPassword, passwordField } from "../form/password-fields.ts";

const SigningIn = z.strictObject({ email, password: givenPassword });

export type SigningIn = z.infer<typeof SigningIn>;

/** Signs in with address and password. */
export const signInForm: AnyForm<SigningIn> = {
  id: "sign-in",
  path: "sign-in/",
  schema: SigningIn,
  fields: [{ ...emailField, autocomplete: "username" }, passwordField],
};

const SecondStep = z.strictObject({
  code: z
    .string()
    .transform(codeIn)
    .refine(
      (text) => text !== "",
      saying((t) => t.fields.account.code.missing),
    )
    .refine(
      (text) => text.length <= 20,
      saying((t) => t.fields.account.code.orRecoveryWrong),
    ),
});

export type SecondStep = z.infer<typeof SecondStep>;

/** The second step: a code from the authenticator app, or a recovery code. */
export const secondStepForm: AnyForm<SecondStep> = {
  id: "second-step",
  path: "sign-in/code/",
  schema: SecondStep,
  fields: [
    {
      name: "code",
      control: "text",
      label: (t) => t.fields.account.code.label,
      hint: (t) => t.fields.account.code.orRecovery,
      autocomplete: "one-time-code",
      maxLength: 40,
    },
  ],
};

/** Whether somebody has just signed out, here or everywhere. */
export interface SignedOut {
  done: "signed-out" | "signed-out-everywhere" | undefined;
}

export const signInPage = page<FormPage<SignedOut>>("/[lang]/sign-in/");

export const secondStepPage = page<FormPage>("/[lang]/sign-in/code/");
