import { account } from "./account.ts";

/** Texts about accounts in English. */
export const accounts = {
  account,
  register: {
    title: "Open an account",
    lead: "With an account you see, correct, download and erase what we hold about you, and follow your orders. You never need one to read the policy or to write to us.",
    send: "Register",
    haveOne: "Do you have an account?",
    signIn: "Sign in",
  },
  registered: {
    title: "Look into your mail",
    lead: "We have sent a mail to the address that you entered. Its link confirms your registration and works for two days.",
    nothing: "No mail after a few minutes? Look into the folder for unwanted mail, or",
    again: "register again",
  },
  verify: {
    title: "Confirm your registration",
    lead: "Enter your password. This shows that the address and the registration are yours, and signs you in.",
    send: "Confirm and sign in",
  },
  notSaved: {
    title: "Not saved yet",
    send: "Send again",
  },
  linkUsed: {
    title: "This link no longer works",
    lead: "A link works once and for a limited time. Nothing was changed.",
    signIn: "Sign in",
    forgot: "Get a link for a new password",
    register: "Register again",
  },
  signIn: {
    title: "Sign in",
    description:
      "Sign in to see, correct, download and erase what we hold about you, and to follow your orders.",
    send: "Sign in",
    forgot: "Forgotten your password?",
    noAccount: "No account yet?",
    register: "Open one",
  },
  secondStep: {
    title: "Enter your code",
    lead: "Your account has a second step.",
    send: "Sign in",
    again: "Start again",
  },
  forgot: {
    title: "Forgotten your password?",
    lead: "Enter your e-mail address. If it has an account, we send a link there with which you choose a new password.",
    send: "Send the link",
  },
  forgotten: {
    title: "Look into your mail",
    lead: "If the address that you entered has an account, a link is on its way there. It works once, within one hour.",
    nothing:
      "No mail after a few minutes? Look into the folder for unwanted mail. Without an account you get none.",
  },
  invitation: {
    title: "Join the staff",
    lead: "Choose a password. If your address has an account already, enter its password. Then set up the second step, which staff need.",
    send: "Join",
  },
  newAddress: {
    title: "Confirm your new e-mail address",
    lead: "From then on you sign in with it. Every device is signed out.",
    send: "Confirm the address",
  },
  reset: {
    title: "Choose a new password",
    lead: "Every device that is signed in to your account is signed out.",
    send: "Save the password",
  },
};
