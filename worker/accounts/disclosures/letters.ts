import { asMail } from "../../mail/letter.ts";
import type { Mail } from "../../mail/mail.ts";
import { listed } from "../../texts/listed.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { isOffered } from "../../web/offers.ts";
import type { Language, Organization } from "../../web/organization.ts";
import type { Disclosure, Proposal } from "./disclosure.ts";

/** What a letter about a disclosure needs besides the entry. */
export interface DisclosureContext {
  organization: Organization;
  /** Public origin of the site, for links. */
  origin: string;
  /** The client. */
  email: string;
}

/** Asks the client whether they agree. Nothing is handed over before they have. */
export function askLetter(proposal: Proposal, address: string, context: DisclosureContext): Mail {
  const { reference, language, recipient } = proposal;
  const { organization, origin, email } = context;
  const { ask } = sharedTextsIn(language).mail.disclosure;
  const letter = {
    language,
    heading: ask.heading({ reference }),
    paragraphs: [ask.lead({ recipient }), ...scopeOf(proposal), ask.answer({ address }), ask.free],
    reason: ask.reason({ origin, email: organization.email }),
  };
  return asMail(`${reference}/asked`, email, letter, { replyTo: organization.email });
}

/** Tells the client what was handed over. */
export function toldLetter(
  disclosure: Pick<Disclosure, "reviewOn"> & Proposal,
  handedOverOn: string,
  { organization, origin, email }: DisclosureContext,
): Mail {
  const { reference, language, recipient, kind, reviewOn } = disclosure;
  const { told, kinds } = sharedTextsIn(language).mail.disclosure;
  const own = `/${language}/account/disclosures/`;
  const letter = {
    language,
    heading: told.heading({ reference }),
    paragraphs: [
      told.lead({ day: handedOverOn, recipient }),
      kinds[kind],
      ...scopeOf(disclosure),
      ...(reviewOn === undefined ? [] : [told.late]),
      ...(isOffered(own) ? [told.follow({ address: origin + own })] : []),
    ],
    reason: told.reason({ email: organization.email }),
  };
  return asMail(`${reference}/told`, email, letter, { replyTo: organization.email });
}

/** The address at which the client answers. */
export function answerAddress(origin: string, language: Language, token: string): string {
  return `${origin}/${language}/answer/${token}/`;
}

function scopeOf({ language, basis, paper, fields, records }: Proposal): string[] {
  const t = sharedTextsIn(language).mail.disclosure;
  const named = listed(
    fields.map((field) => t.fields[field]),
    language,
  );
  return [
    t.basis({ basis }),
    ...(paper === "" ? [] : [t.paper({ paper })]),
    t.data({ fields: named, records: listed(records, language) }),
  ];
}
