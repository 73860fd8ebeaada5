import { z } from "zod";
import type { AnyForm } from "../../forms/form/form.ts";
import type { FormPage } from "../../forms/form/shown.ts";
import { saying } from "../../forms/form/words.ts";
import { page } from "../../web/shown-page.ts";
import { codeIn } from "../../web/typed-text.ts";
import { givenPassword, passwordField } from "../form/password-fields.ts";

const Asked = z.strictObject({ password: givenPassword });

export type Asked = z.infer<typeof Asked>;

/** Turns the second step on or off, after asking for the password again. */
export const twoFactorForm: AnyForm<Asked> = {
  id: "two-factor",
  path: "account/security/two-factor/",
  schema: Asked,
  fields: [{ ...passwordField, label: (t) => t.fields.account.password.own }],
};

/** Makes new recovery codes; the previous ones stop working. */
export const recoveryCodesForm: AnyForm<Asked> = {
  id: "recovery-codes",
  path: "account/security/recovery-codes/",
  schema: Asked,
  fields: [{ ...passwordField, label: (t) => t.fields.account.password.own }],
};

const Confirmed = z.strictObject({
  code: z
    .string()
    .transform(codeIn)
    .refine(
      (text) => /^\d{6}$/.test(text),
      saying((t) => t.fields.account.code.ofAppWrong),
    ),
});

export type Confirmed = z.infer<typeof Confirmed>;

/** Shows that the authenticator app has the secret. Only then is the second step on. */
export const confirmTwoFactorForm: AnyForm<Confirmed> = {
  id: "two-factor-confirm",
  path: "account/security/two-factor/confirm/",
  schema: Confirmed,
  fields: [
    {
      name: "code",
      control: "text",
      label: (t) => t.fields.account.code.label,
      hint: (t) => t.fields.account.code.ofApp,
      autocomplete: "one-time-code",
      digits: true,
      maxLength: 20,
    },
  ],
};

export const twoFactorPage = page<FormPage>("/[lang]/account/security/two-factor/");

/** A second factor that waits to be confirmed. */
export interface NewSecondFactor {
  secret: string;
  address: string;
  recoveryCodes: readonly string[];
}

export const confirmTwoFactorPage = page<FormPage<NewSecondFactor | undefined>>(
  "/[lang]/account/security/two-factor/confirm/",
);

/** Recovery codes are shown once, in place of the form that asked for new ones. */
export const recoveryCodesPage = page<FormPage<readonly string[] | undefined>>(
  "/[lang]/account/security/recovery-codes/",
);
