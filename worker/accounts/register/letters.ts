import { referenceFrom } from "../../forms/form/reference.ts";
import type { Letter, LetterContext } from "../../mail/mail.ts";
import { type StrangerMail, toStranger } from "../../mail/stranger.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { bytesOf } from "../../web/base64url.ts";
import { namesIn } from "../../web/names.ts";

/** How long the link in the registration mail works, in milliseconds. Then the registration is erased. */
export const verificationLifetime = 48 * 60 * 60 * 1000;

/** The mail of a registration: the link, or that the address has an account. Its id names the account. */
export function registrationMail(
  to: string,
  key: string,
  isKnown: boolean,
  context: LetterContext,
): StrangerMail {
  const write = ({ token, ...facts }: LetterContext & { token: string }) =>
    isKnown ? knownAddressLetter(facts) : registrationLetter(token, facts);
  const facts = { ...context, token: key };
  return toStranger("registration", `registration/${accountIdOf(key)}`, to, write, facts);
}

/** Number of the account that a registration opens. */
export function accountIdOf(key: string): string {
  return referenceFrom("U", bytesOf(key));
}

/** The registration mail of clause 8, with the link that confirms the address. */
export function registrationLetter(token: string, context: LetterContext): Letter {
  const { origin, language, organization } = context;
  const { heading, registered, open, untilThen, reason } = sharedTextsIn(language).mail.register.registration;
  return {
    language,
    heading,
    paragraphs: [
      registered({ organization: namesIn(organization, language).name }),
      open({ address: `${origin}/${language}/verify/${token}/` }),
      untilThen,
    ],
    reason: reason({ origin }),
  };
}

/** What the owner of an address hears when somebody registers it again. */
export function knownAddressLetter({ origin, language, organization }: LetterContext): Letter {
  const { heading, tried, signIn, forgotten, reason } = sharedTextsIn(language).mail.register.known;
  return {
    language,
    heading,
    paragraphs: [
      tried({ organization: namesIn(organization, language).name }),
      signIn({ address: `${origin}/${language}/sign-in/` }),
      forgotten({ address: `${origin}/${language}/forgot-password/` }),
    ],
    reason: reason({ origin }),
  };
}
