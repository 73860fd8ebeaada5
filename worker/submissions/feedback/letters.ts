import { receiptAddress } from "../../forms/receipts/addresses.ts";
import { asMail, policyAddress } from "../../mail/letter.ts";
import type { CopyContext, Letter, Mail, MailContext } from "../../mail/mail.ts";
import { toStranger } from "../../mail/stranger.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { staffLanguage } from "../../web/organization.ts";
import type { Feedback } from "./form.ts";

/** The mails that feedback causes: one for the organization, and one for the sender, if there is an address, which says where it can be read. */
export function mailsAbout(feedback: Feedback, context: CopyContext): Mail[] {
  const { organization, reference } = context;
  const toStaff = asMail(
    `${reference}/staff`,
    organization.email,
    letterToStaff(feedback, context),
    feedback.email === "" ? {} : { replyTo: feedback.email },
  );
  if (feedback.email === "") return [toStaff];
  return [toStranger("copy", `${reference}/client`, feedback.email, letterToClient, context), toStaff];
}

function letterToClient(context: CopyContext): Letter {
  const { organization, origin, language, reference, policyVersion, written } = context;
  const { feedback: texts, shared } = sharedTextsIn(language).mail;
  return {
    language,
    heading: texts.received({ reference }),
    paragraphs: [
      texts.thanks,
      texts.agreed({ version: policyVersion, address: policyAddress(context) }),
      shared.receipt({ address: receiptAddress(context) }),
      shared.written({ address: written }),
    ],
    reason: texts.reason({ origin, email: organization.email }),
  };
}

function letterToStaff(feedback: Feedback, { organization, origin, reference }: MailContext): Letter {
  const language = staffLanguage(organization);
  const { feedback: texts, shared } = sharedTextsIn(language).mail;
  return {
    language,
    heading: texts.toStaff({ reference }),
    paragraphs: [
      texts.rating({ rating: feedback.rating }),
      shared.from({ sender: feedback.email || texts.noAddress }),
    ],
    ...(feedback.feedback === "" ? {} : { quote: feedback.feedback }),
    reason: texts.staffReason({ origin }),
  };
}
