import { asMail } from "../mail/core.ts";
import type { Letter, Mail, MailContext } from "../mail/schema.ts";
import { whereReceiptIs } from "../receipts/core.ts";
import type { Feedback } from "./schema.ts";

/** The mails that feedback causes: one for the organization, and a copy for whoever left an address. */
export function mailsAbout(feedback: Feedback, context: MailContext): Mail[] {
  const { organization, reference } = context;
  const toStaff = asMail(
    `${reference}/staff`,
    organization.email,
    letterToStaff(feedback, context),
    feedback.email === "" ? {} : { replyTo: feedback.email },
  );
  if (feedback.email === "") return [toStaff];
  return [asMail(`${reference}/client`, feedback.email, letterToClient(feedback, context)), toStaff];
}

function letterToClient(feedback: Feedback, context: MailContext): Letter {
  const { organization, origin, language, reference, policyVersion } = context;
  return {
    language,
    heading: `We have your feedback ${reference}`,
    paragraphs: [
      `Thank you. You gave us ${feedback.rating} of 5. We read every word and answer where there is something to answer.`,
      `You agreed that we keep it under our privacy policy, version ${policyVersion}: ${origin}/${language}/policy/${policyVersion}/`,
      whereReceiptIs(context),
      ...(feedback.feedback === "" ? [] : ["You wrote:"]),
    ],
    ...(feedback.feedback === "" ? {} : { quote: feedback.feedback }),
    reason: `You get this because somebody left this feedback on ${origin} with your address. If it was not you, tell us: ${organization.email}`,
  };
}

function letterToStaff(feedback: Feedback, { origin, language, reference }: MailContext): Letter {
  return {
    language,
    heading: `New feedback ${reference}`,
    paragraphs: [`Rating: ${feedback.rating} of 5`, `From: ${feedback.email || "no address given"}`],
    ...(feedback.feedback === "" ? {} : { quote: feedback.feedback }),
    reason: `Sent with the feedback form of ${origin}.`,
  };
}
