import type { Commitments } from "../../policy/commitments/commitments.ts";
import { legalName } from "../../web/names.ts";
import type { Organization } from "../../web/organization.ts";
import { sha256 } from "../../web/sha256.ts";
import { isBlank } from "../../web/typed-text.ts";
import type { AnyForm, Values } from "../form/form.ts";
import type { Ticket } from "../form/ticket.ts";
import { inLanguage } from "../form/words.ts";
import {
  type ConsentRecord,
  type Entered,
  legalBasis,
  processing,
  purposesByMail,
  recordSchema,
} from "./record.ts";

/** What a consent belongs to, and whose it is. */
export interface ConsentContext {
  /** The reference of the submission. */
  subject: string;
  controller: Pick<Organization, "name" | "languages" | "jurisdiction">;
  recordedAt: Date;
  /** How it was given, where staff entered it. */
  entered?: Entered | undefined;
}

/**
 * The consents in an accepted form: one for each ticked box that names a purpose.
 * @param values what was typed; an empty field gave us no data
 */
export async function consentsOf(
  form: AnyForm,
  values: Values,
  ticket: Ticket,
  commitments: Commitments,
  { subject, controller, recordedAt, entered }: ConsentContext,
): Promise<ConsentRecord[]> {
  const boxes = form.fields.flatMap(({ label, consentTo }) =>
    consentTo ? [{ words: inLanguage(label, ticket.language, commitments), purpose: consentTo }] : [],
  );
  const dataCategories = form.fields.flatMap(({ name, category }) =>
    category && !isBlank(values[name] ?? "") ? [category] : [],
  );
  const { jurisdiction } = controller;
  return Promise.all(
    boxes.map(async ({ words, purpose }) => ({
      id: `${subject}/${purpose}`,
      schema: recordSchema,
      subject,
      controller: legalName(controller),
      event: "given" as const,
      purpose,
      legalBasis,
      processing,
      dataCategories: [...new Set(dataCategories)],
      method: entered?.channel ?? form.id,
      policyVersion: ticket.policyVersion,
      policyHash: ticket.policyHash,
      policyLanguage: ticket.language,
      labelHash: await sha256(words),
      words,
      ...(jurisdiction ? { jurisdiction } : {}),
      withdrawal: `/${ticket.language}/${purposesByMail.includes(purpose) ? "unsubscribe" : "data-request"}/`,
      recordedAt,
      ...(entered ? { saidAt: entered.saidAt, enteredBy: entered.by } : {}),
    })),
  );
}

/** Consents as a form gives them: those by mail are only asked for until the mailed link is used. */
export function asForms(consents: readonly ConsentRecord[]): ConsentRecord[] {
  return consents.map((consent) =>
    purposesByMail.includes(consent.purpose)
      ? { ...consent, id: `${consent.id}/asked`, event: "asked" }
      : consent,
  );
}

/** Of these, the consents that a mailed link would have made. */
export function confirmed(consents: readonly ConsentRecord[]): ConsentRecord[] {
  return consents.filter(({ purpose }) => purposesByMail.includes(purpose));
}

type ProvenConsent = ConsentRecord & { event: Exclude<ConsentRecord["event"], "asked"> };

/** What a receipt proves: nothing that was only asked for, and no end of what never began. Takes the oldest first. */
export function provenIn(records: readonly ConsentRecord[]): ProvenConsent[] {
  return records.filter((record, index): record is ProvenConsent => {
    const { event, purpose } = record;
    const wasGiven = records.some(
      (other, place) => place < index && other.purpose === purpose && other.event === "given",
    );
    return event === "withdrawn" ? wasGiven : event !== "asked";
  });
}

/**
 * Where each purpose stands, newest first: its latest consent that was not withdrawn, otherwise its latest withdrawal.
 * Takes the records oldest first.
 */
export function standingOfEach<Consent extends Pick<ConsentRecord, "subject" | "purpose" | "event">>(
  records: readonly Consent[],
): Consent[] {
  const isLast = ({ subject, purpose }: Consent, index: number) =>
    !records.slice(index + 1).some((other) => other.subject === subject && other.purpose === purpose);
  const last = records.filter(isLast).reverse();
  const standing = last.toSorted((a, b) => Number(b.event === "given") - Number(a.event === "given"));
  return last.filter((one) => one === standing.find(({ purpose }) => purpose === one.purpose));
}
