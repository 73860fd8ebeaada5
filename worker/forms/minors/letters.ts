import { asMail } from "../../mail/letter.ts";
import type { Letter, LetterContext, Mail, MailContext } from "../../mail/mail.ts";
import { type StrangerMail, toStranger } from "../../mail/stranger.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { namesIn } from "../../web/names.ts";
import type { WaitingForm } from "./waiting.ts";

/** Asks a guardian. Nobody has confirmed the address, so it carries nothing that somebody typed. */
export function askingLetter(
  form: WaitingForm,
  token: string,
  until: Date,
  to: string,
  { organization, origin, language, reference, policyVersion }: MailContext,
): StrangerMail {
  const address = `${origin}/${language}/guardian/${token}/`;
  const facts = { organization, origin, language, policyVersion, form, address, until };
  return toStranger("guardian", `${reference}/guardian`, to, letterAsking, facts);
}

interface Asking extends LetterContext {
  policyVersion: string;
  form: WaitingForm;
  address: string;
  until: Date;
}

function letterAsking({
  organization,
  origin,
  language,
  policyVersion,
  form,
  address,
  until,
}: Asking): Letter {
  const t = sharedTextsIn(language).mail.guardian;
  return {
    language,
    heading: t.asks,
    paragraphs: [
      t.who({ organization: namesIn(organization, language).name, origin }),
      t.what[form],
      t.open({ address }),
      t.agree({ address: `${origin}/${language}/policy/${policyVersion}/` }),
      t.until({ at: until }),
    ],
    reason: t.reason({ origin }),
  };
}

/** What a guardian keeps after agreeing. */
export function agreedLetter(to: string, context: MailContext): Mail {
  const { organization, origin, language, reference, policyVersion } = context;
  const t = sharedTextsIn(language).mail.guardian;
  return asMail(`${reference}/guardian-agreed`, to, {
    language,
    heading: t.agreed({ reference }),
    paragraphs: [
      t.thanks({ organization: namesIn(organization, language).name }),
      t.kept({ address: `${origin}/${language}/policy/${policyVersion}/` }),
      t.takeBack({ address: `${origin}/${language}/data-request/`, email: organization.email }),
    ],
    reason: t.agreedReason({ origin }),
  });
}
