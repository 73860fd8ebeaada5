import type { Letter } from "../mail/schema.ts";
import type { Language, Organization } from "../policy/schema.ts";

/** What the letters about an account need to know. */
export interface LetterContext {
  organization: Organization;
  /** Public origin of the site, for links. */
  origin: string;
  language: Language;
}

/** How long the link in the registration mail works, in milliseconds; then what was registered is erased. */
export const verificationLifetime = 48 * 60 * 60 * 1000;

/** The registration mail of clause 8, with the link that confirms the address. */
export function registrationLetter(token: string, context: LetterContext): Letter {
  const { origin, language, organization } = context;
  return {
    language,
    heading: "Confirm your registration",
    paragraphs: [
      // Not even the name: who typed it may be a stranger who wants us to mail their words.
      `You have registered an account at ${organization.name} with this address.`,
      `Open this page within two days and enter your password there: ${origin}/${language}/verify/${token}/`,
      "Until then nobody can sign in. If you do nothing, what was entered is erased.",
    ],
    reason: `You get this because somebody registered at ${origin} with your address. If it was not you, do nothing.`,
  };
}

/** What the owner of an address hears when it is registered again. */
export function knownAddressLetter({ origin, language, organization }: LetterContext): Letter {
  return {
    language,
    heading: "You already have an account",
    paragraphs: [
      `Somebody, perhaps you, has tried to register at ${organization.name} with this address. It has an account already, and nothing in it was changed.`,
      `Sign in: ${origin}/${language}/sign-in/`,
      `If you have forgotten the password: ${origin}/${language}/forgot-password/`,
    ],
    reason: `You get this because somebody used your address at ${origin}. If it was not you, you need not do anything.`,
  };
}
