import { deviceWords } from "../../../web/user-agent.ts";

/**
 * What mails about an account say, in English. The other languages have the same shape, so a text that is missing
 * there is a type error.
 */
export const accounts = {
  registration: {
    heading: "Confirm your registration",
    // Not even the name: who typed it may be a stranger who wants us to mail their words.
    registered: (organization: string) =>
      `You have registered an account at ${organization} with this address.`,
    open: (address: string) => `Open this page within two days and enter your password there: ${address}`,
    untilThen: "Until then nobody can sign in. If you do nothing, what was entered is erased.",
    reason: (origin: string) =>
      `You get this because somebody registered at ${origin} with your address. If it was not you, do nothing.`,
  },
  known: {
    heading: "You already have an account",
    tried: (organization: string) =>
      `Somebody, perhaps you, has tried to register at ${organization} with this address. It has an account already, and nothing in it was changed.`,
    signIn: (address: string) => `Sign in: ${address}`,
    forgotten: (address: string) => `If you have forgotten the password: ${address}`,
    reason: (origin: string) =>
      `You get this because somebody used your address at ${origin}. If it was not you, you need not do anything.`,
  },
  newDevice: {
    heading: "A new device has signed in to your account",
    signedIn: (at: string, device: string) =>
      `On ${at} UTC a device that we did not know signed in with your password: ${device}.`,
    wasYou: "If it was you, you need not do anything.",
    wasNot: (address: string) =>
      `If it was not you, choose a new password now, which signs every device out: ${address}`,
    reason: (origin: string) =>
      `You get this because you have an account at ${origin}. Your account lists every sign-in with its address, time and device.`,
    device: deviceWords,
  },
  newPassword: {
    heading: "Choose a new password",
    open: (address: string) => `Open this page within one hour to choose a new password: ${address}`,
    once: "The link works once. Every device that is signed in to your account is signed out by it.",
    reason: (origin: string) =>
      `You get this because somebody asked for it at ${origin} with your address. If it was not you, do nothing: your password stays.`,
  },
  passwordChanged: {
    heading: "Your password was changed",
    changed: "The password of your account was changed, and other devices were signed out.",
    wasNot: (address: string, email: string) =>
      `If it was not you, choose a new one now: ${address} and tell us: ${email}`,
    reason: (origin: string) => `You get this because you have an account at ${origin}.`,
  },
  newAddress: {
    heading: "Confirm your new e-mail address",
    open: (address: string) => `Open this page within one day and press the button: ${address}`,
    fromThen: "From then on you sign in with this address, and every device is signed out.",
    reason: (origin: string) =>
      `You get this because somebody entered this address in their account at ${origin}. If it was not you, do nothing.`,
  },
  addressLeaves: {
    heading: "Your account is about to get another e-mail address",
    entered:
      "Somebody who knows your password has entered another e-mail address for your account. It counts once it is confirmed there.",
    wasNot: (address: string, email: string) =>
      `If it was not you, choose a new password at once, which stops it: ${address} and tell us: ${email}`,
    reason: (origin: string) => `You get this because you have an account at ${origin}.`,
  },
  addressTaken: {
    heading: "This address has an account already",
    entered:
      "Somebody has entered this address for another account. It cannot belong to two, so nothing was changed.",
    wasYou: (address: string) => `If it was you, sign in with this address: ${address}`,
    reason: (origin: string) =>
      `You get this because somebody entered this address at ${origin}. If it was not you, do nothing.`,
  },
  deletion: {
    heading: "Your account will be erased",
    asked: (day: string) => `You asked us to erase your account. We do so on ${day}.`,
    keep: (address: string) => `Until then you can keep it: sign in and press “Keep my account”: ${address}`,
    reason: (origin: string) =>
      `You get this because you asked for it in your account at ${origin}. If it was not you, sign in and choose a new password.`,
  },
  signature: {
    heading: (id: string) => `Receipt for your signature ${id}`,
    signed: (policy: string) =>
      `You signed with the password of your account, under this version of our policy: ${policy}`,
    keep: (address: string) =>
      `Keep the receipt, one long line, and check it at any time, also without us: ${address}`,
    text: "What you signed, whose SHA-256 the receipt names:",
    reason: (origin: string) => `You get this because you signed in your account at ${origin}.`,
  },
  withdrawal: {
    heading: (reference: string) => `Consent withdrawn: ${reference}`,
    stop: (purpose: string, reference: string) =>
      `The client has withdrawn the consent for “${purpose}” under the reference ${reference}. Stop what is done on its ground, at once.`,
    reason: (origin: string) => `Sent by the account of a client at ${origin}.`,
  },
};

/** The shape of these texts, which every language has. */
export type AccountLetters = typeof accounts;
