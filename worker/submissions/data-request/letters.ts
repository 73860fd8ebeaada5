import { linkDays } from "../../forms/confirm-links/link.ts";
import { asMail } from "../../mail/letter.ts";
import type { Letter, Mail, MailContext } from "../../mail/mail.ts";
import { submissionLetters } from "../../mail/texts/letters.ts";
import { staffLanguage } from "../../web/organization.ts";
import type { RequestDetails, RequestKind } from "./form.ts";

/** A data request as it is kept, opened. */
export interface KeptRequest extends RequestDetails {
  kind: RequestKind;
}

/** The mail that asks whoever reads an address whether the request is theirs. */
export function mailToConfirm(id: string, request: KeptRequest, address: string, context: MailContext): Mail {
  const { origin, language, reference } = context;
  const { requests, shared } = submissionLetters[language];
  const letter: Letter = {
    language,
    heading: requests.toConfirm(reference),
    paragraphs: [requests.asked[request.kind], shared.pressButton, address, requests.linkWorks(linkDays)],
    reason: requests.reason(origin),
  };
  return asMail(id, request.email, letter);
}

/** The two mails that a confirmed request causes: what happens next, and the request for the organization. */
export function mailsAbout(request: KeptRequest, context: MailContext): Mail[] {
  const { organization, reference } = context;
  return [
    asMail(`${reference}/client`, request.email, letterToClient(request, context)),
    asMail(`${reference}/staff`, organization.email, letterToStaff(request, context), {
      replyTo: request.email,
    }),
  ];
}

function letterToClient({ kind, details }: KeptRequest, context: MailContext): Letter {
  const { organization, origin, language, reference } = context;
  const { requests, shared } = submissionLetters[language];
  return {
    language,
    heading: requests.confirmed(reference),
    paragraphs: [
      requests.youAsked[kind],
      requests.answer(organization.answerDays),
      ...(details === "" ? [] : [shared.youWrote]),
    ],
    ...(details === "" ? {} : { quote: details }),
    reason: requests.confirmedReason(origin),
  };
}

function letterToStaff({ kind, name, email, details }: KeptRequest, context: MailContext): Letter {
  const { organization, origin, reference } = context;
  const language = staffLanguage(organization);
  const { requests, shared } = submissionLetters[language];
  return {
    language,
    heading: requests.toStaff[kind](reference),
    paragraphs: [shared.from(`${name} <${email}>`), requests.addressConfirmed],
    ...(details === "" ? {} : { quote: details }),
    reason: requests.staffReason(origin),
  };
}
