import { z } from "zod";
import { email, emailField } from "../fields/schema.ts";
import type { AnyForm } from "../forms/schema.ts";
import { givenPassword, passwordField } from "../passwords/schema.ts";

/** How a try to sign in to an account ended. */
export type SignInOutcome = "signed-in" | "wrong-password" | "wrong-code";

/** One try to sign in to an account, as its owner sees it. */
export interface SignIn {
  at: Date;
  outcome: SignInOutcome;
  /** Network address it came from. */
  address: string;
  /** Browser and system in words. */
  device: string;
}

/** Failed tries in a row of one account or one known device. */
export interface Failures {
  failures: number;
  lastFailedAt: Date;
}

/** The cookie by which a device that has signed in before is known again: strangers cannot slow it down. */
export const deviceCookie = "__Host-device";

const SigningIn = z.strictObject({ email, password: givenPassword });
export type SigningIn = z.infer<typeof SigningIn>;

/** Signs in with address and password. */
export const signInForm: AnyForm<z.ZodType<SigningIn>> = {
  id: "sign-in",
  path: "sign-in/",
  schema: SigningIn,
  fields: [{ ...emailField, autocomplete: "username" }, passwordField],
};

const SecondStep = z.strictObject({
  code: z
    .string()
    .trim()
    .refine((text) => text !== "", "Enter the code")
    .refine((text) => text.length <= 20, "Enter the 6 digits of your app, or one recovery code"),
});
export type SecondStep = z.infer<typeof SecondStep>;

/** The second step: a code of the authenticator app, or a recovery code. */
export const secondStepForm: AnyForm<z.ZodType<SecondStep>> = {
  id: "second-step",
  path: "sign-in/code/",
  schema: SecondStep,
  fields: [
    {
      name: "code",
      control: "text",
      label: { en: "Code" },
      hint: { en: "The 6 digits that your authenticator app shows, or one of your recovery codes." },
      autocomplete: "one-time-code",
      maxLength: 20,
    },
  ],
};
