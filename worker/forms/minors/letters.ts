import { asMail } from "../../mail/letter.ts";
import type { Mail, MailContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import type { WaitingForm } from "./waiting.ts";

/** The address that the mail to a guardian names. */
function guardianAddress({ origin, language }: MailContext, token: string): string {
  return `${origin}/${language}/guardian/${token}/`;
}

/** Asks a guardian. Nobody has confirmed the address, so it carries nothing that somebody typed. */
export function askingLetter(
  form: WaitingForm,
  token: string,
  expiresAt: Date,
  to: string,
  context: MailContext,
): Mail {
  const { organization, origin, language, reference, policyVersion } = context;
  const t = sharedTextsIn(language).mail.guardian;
  return asMail(`${reference}/guardian`, to, {
    language,
    heading: t.asks,
    paragraphs: [
      t.who({ organization: organization.name, origin }),
      t.what[form],
      t.open({ address: guardianAddress(context, token) }),
      t.agree({ address: `${origin}/${language}/policy/${policyVersion}/` }),
      t.until({ at: expiresAt }),
    ],
    reason: t.reason({ origin }),
  });
}

/** What a guardian keeps after agreeing. */
export function agreedLetter(to: string, context: MailContext): Mail {
  const { organization, origin, language, reference, policyVersion } = context;
  const t = sharedTextsIn(language).mail.guardian;
  return asMail(`${reference}/guardian-agreed`, to, {
    language,
    heading: t.agreed({ reference }),
    paragraphs: [
      t.thanks({ organization: organization.name }),
      t.kept({ address: `${origin}/${language}/policy/${policyVersion}/` }),
      t.takeBack({ address: `${origin}/${language}/data-request/`, email: organization.email }),
    ],
    reason: t.agreedReason({ origin }),
  });
}
