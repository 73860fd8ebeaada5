import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";

/** How long the link in the registration mail works, in milliseconds. Then the registration is erased. */
export const verificationLifetime = 48 * 60 * 60 * 1000;

/** The registration mail of clause 8, with the link that confirms the address. */
export function registrationLetter(token: string, context: LetterContext): Letter {
  const { origin, language, organization } = context;
  const { heading, registered, open, untilThen, reason } = sharedTextsIn(language).mail.register.registration;
  return {
    language,
    heading,
    paragraphs: [
      registered({ organization: organization.name }),
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
      tried({ organization: organization.name }),
      signIn({ address: `${origin}/${language}/sign-in/` }),
      forgotten({ address: `${origin}/${language}/forgot-password/` }),
    ],
    reason: reason({ origin }),
  };
}
