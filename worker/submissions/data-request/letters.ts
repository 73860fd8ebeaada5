import { linkDays } from "../../forms/confirm-links/link.ts";
import { asMail } from "../../mail/letter.ts";
import type { Letter, LetterContext, Mail, MailContext } from "../../mail/mail.ts";
import { type StrangerMail, toStranger } from "../../mail/stranger.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { staffLanguage } from "../../web/organization.ts";
import { requestDue } from "./deadline.ts";
import type { RequestDetails, RequestKind } from "./form.ts";

/** A stored data request, opened. */
export interface KeptRequest extends RequestDetails {
  kind: RequestKind;
}

/** The mail that asks the reader of an address whether the request is theirs. */
export function mailToConfirm(
  id: string,
  { kind, email }: Pick<KeptRequest, "kind" | "email">,
  address: string,
  { organization, origin, language, reference }: Omit<MailContext, "policyVersion">,
): StrangerMail {
  const facts = { organization, origin, language, reference, address, request: kind };
  return toStranger("data-request", id, email, letterToConfirm, facts);
}

function letterToConfirm({
  origin,
  language,
  reference,
  address,
  request,
}: LetterContext & { reference: string; address: string; request: RequestKind }): Letter {
  const { dataRequest, shared } = sharedTextsIn(language).mail;
  return {
    language,
    heading: dataRequest.toConfirm({ reference }),
    paragraphs: [
      dataRequest.asked[request],
      shared.pressButton,
      address,
      dataRequest.linkWorks({ days: linkDays }),
    ],
    reason: dataRequest.reason({ origin }),
  };
}

/** The two mails that a confirmed request causes: what happens next, and the request for the organization. */
export function mailsAbout(request: KeptRequest, confirmedAt: Date, context: MailContext): Mail[] {
  const { organization, reference } = context;
  const day = requestDue(confirmedAt, organization);
  return [
    asMail(`${reference}/client`, request.email, letterToClient(request, day, context)),
    asMail(`${reference}/staff`, organization.email, letterToStaff(request, day, context), {
      replyTo: request.email,
    }),
  ];
}

function letterToClient({ kind, about, details }: KeptRequest, day: string, context: MailContext): Letter {
  const { origin, language, reference } = context;
  const { dataRequest, shared } = sharedTextsIn(language).mail;
  return {
    language,
    heading: dataRequest.confirmed({ reference }),
    paragraphs: [
      dataRequest.youAsked[kind],
      ...(about === "" ? [] : [dataRequest.about({ about })]),
      dataRequest.answer({ day }),
      ...(details === "" ? [] : [shared.youWrote]),
    ],
    ...(details === "" ? {} : { quote: details }),
    reason: dataRequest.confirmedReason({ origin }),
  };
}

function letterToStaff(
  { kind, about, name, email, details }: KeptRequest,
  day: string,
  context: MailContext,
): Letter {
  const { organization, origin, reference } = context;
  const language = staffLanguage(organization);
  const { dataRequest, shared } = sharedTextsIn(language).mail;
  return {
    language,
    heading: dataRequest.toStaff[kind]({ reference }),
    paragraphs: [
      shared.from({ sender: `${name} <${email}>` }),
      ...(about === "" ? [] : [dataRequest.about({ about })]),
      dataRequest.addressConfirmed,
      dataRequest.answerBy({ day }),
    ],
    ...(details === "" ? {} : { quote: details }),
    reason: dataRequest.staffReason({ origin }),
  };
}
