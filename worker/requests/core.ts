import { linkDays } from "../links/core.ts";
import { asMail } from "../mail/core.ts";
import type { Letter, Mail, MailContext } from "../mail/schema.ts";
import type { RequestDetails, RequestKind } from "./schema.ts";

/** A data request as it is kept, opened. */
export interface KeptRequest extends RequestDetails {
  kind: RequestKind;
}

/** The mail that asks whoever reads an address whether the request is theirs. */
export function mailToConfirm(id: string, request: KeptRequest, address: string, context: MailContext): Mail {
  const { origin, language, reference } = context;
  const letter: Letter = {
    language,
    heading: `Please confirm your data request ${reference}`,
    paragraphs: [
      `Somebody asked us to ${words[request.kind]} about this address. If it was you, open this page and press the button:`,
      address,
      `The link works for ${linkDays} days. We do nothing before.`,
    ],
    reason: `You get this because this address was entered on ${origin}. If it was not you, do nothing.`,
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

const words: Readonly<Record<RequestKind, string>> = {
  see: "show what we hold",
  correct: "correct what we hold",
  erase: "erase what we hold",
  restrict: "stop using what we hold",
  object: "deal with an objection to how we use what we hold",
};

function letterToClient({ kind, details }: KeptRequest, context: MailContext): Letter {
  const { organization, origin, language, reference } = context;
  return {
    language,
    heading: `Your data request ${reference} is confirmed`,
    paragraphs: [
      `You asked us to ${words[kind]} about this address. We answer within ${organization.answerDays} working days.`,
      ...(details === "" ? [] : ["You wrote:"]),
    ],
    ...(details === "" ? {} : { quote: details }),
    reason: `You get this because you confirmed the request on ${origin}.`,
  };
}

function letterToStaff({ kind, name, email, details }: KeptRequest, context: MailContext): Letter {
  const { origin, language, reference } = context;
  return {
    language,
    heading: `Data request ${reference}: ${kind}`,
    paragraphs: [`From: ${name} <${email}>`, "The address is confirmed."],
    ...(details === "" ? {} : { quote: details }),
    reason: `Sent with the data request form of ${origin}. Answering this mail writes to the sender.`,
  };
}
