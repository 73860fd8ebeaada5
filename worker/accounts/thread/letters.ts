import type { FormId } from "../../forms/form/form.ts";
import { asMail } from "../../mail/letter.ts";
import type { LetterContext, Mail } from "../../mail/mail.ts";
import { threadHeaders } from "../../submissions/status/letters.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { staffLanguage } from "../../web/organization.ts";

/** What a client did with the link in our mail. */
export interface ClientsAct {
  reference: string;
  form: FormId;
  /** Which change of its history it is. */
  position: number;
  what: "wrote" | "accepted" | "declined";
}

/** Tells the organization that a client wrote or acted, without their words: those are on the desk. */
export function letterToStaff(
  { reference, form, position, what }: ClientsAct,
  { organization, origin }: Omit<LetterContext, "language">,
): Mail {
  const language = staffLanguage(organization);
  const t = sharedTextsIn(language).mail.status.toStaff;
  const letter = {
    language,
    heading: t[what]({ reference }),
    paragraphs: [t.open({ address: `${origin}/staff/${desks[form]}/${reference}/` })],
    reason: t.reason({ origin }),
  };
  return asMail(`${reference}/client-${position}`, organization.email, letter, {
    headers: threadHeaders(reference, origin),
  });
}

/** The part of the desk where each form is worked on. */
const desks: Readonly<Record<FormId, string>> = {
  contact: "inbox",
  feedback: "inbox",
  order: "orders",
  "data-request": "data-requests",
  newsletter: "inbox",
  "policy-changes": "inbox",
};
