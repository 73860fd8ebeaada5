import organization from "../../../content/organization.yaml";
import type { DisclosureEvent, Proposal, Step } from "../../accounts/disclosures/disclosure.ts";
import { insertDisclosure } from "../../accounts/disclosures/disclosures.ts";
import { insertEvent } from "../../accounts/disclosures/events.ts";
import { answerAddress, askLetter } from "../../accounts/disclosures/letters.ts";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { recordDeed } from "../../audit/recording.ts";
import type { Refusal } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { receiveForm } from "../../forms/receiving/receiving.ts";
import { placeHold } from "../../lifetimes/holds.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { queueMail } from "../../mail/outbox.ts";
import { newToken } from "../../vault/locking.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { staffLanguage } from "../../web/organization.ts";
import { show, showProblem } from "../../web/page.ts";
import { isRefusedBy } from "../../web/refused.ts";
import { hashOf } from "../../web/sha256.ts";
import { failed } from "../desk/staff-form.ts";
import { proposePage } from "./pages.ts";
import { fieldsIn, type Proposing, proposeForm } from "./proposal.ts";
import { openRecords } from "./records.ts";
import { wrongDay } from "./reviewing.ts";
import { emptyRecord, missingField, type OpenedRecord } from "./scope.ts";

/** Takes a proposal. Its reference was made with the page, so that it is entered once however often it is sent. */
export function takeProposal(c: AppContext): Promise<Response> {
  return receiveForm(c, {
    form: proposeForm,
    load: nothing,
    admit: async (_, { submitted }) => {
      const reference = submitted.get("reference") ?? "";
      return /^R(?:-[0-9A-Z]{4}){3}$/.test(reference) ? { proof: { reference } } : showProblem(c, 400);
    },
    act: async (_, { record, reference }) => {
      const outcome = await propose(c, reference, record);
      if (typeof outcome === "object") return outcome;
      c.executionCtx.waitUntil(deliverAfterwards(c.env));
      return c.redirect(
        `/staff/disclosures/${reference}/?done=${outcome ? "disclosure-proposed" : "already"}`,
        303,
      );
    },
    again: (_, __, { values, mistakes }, showing, { submitted }) => {
      const refused = { id: proposeForm.id, values, mistakes };
      return show(
        c,
        proposePage,
        { reference: submitted.get("reference") ?? "", values: {}, refused },
        showing,
      );
    },
    recover: failed,
  });
}

/**
 * Enters a proposal in the register, places its hold, and asks the client where that is its ground, in one batch.
 * @returns false when it was entered before; a refusal when it names what cannot be handed over
 */
async function propose(c: AppContext, reference: string, typed: Proposing): Promise<boolean | Refusal> {
  const fields = fieldsIn(typed);
  const records = await openRecords(c.env, typed.records);
  const wrong = wrongScope(typed.records, records, fields) ?? wrongDay(c, "reviewOn", typed.reviewOn);
  if (wrong) return wrong;
  const { userId: proposedBy } = signedInOf(c);
  const at = now(c.env);
  const { kind, recipient, basis, paper, reason } = typed;
  const language = records[0]?.language ?? staffLanguage(organization);
  const scope = { fields, records: typed.records, proposedBy, proposedAt: at };
  const proposal = { reference, kind, language, recipient, basis, paper, reason, ...scope };
  const statements = await entering(c, proposal, typed, records);
  const deed = { actor: proposedBy, action: "disclosure-proposed" as const, subject: reference, at };
  try {
    await recordDeed(c.env, deed, statements);
    return true;
  } catch (error) {
    if (isRefusedBy(error, "unique", "disclosures.reference")) return false;
    throw error;
  }
}

/** Why these records and fields cannot be handed over together. */
function wrongScope(
  references: readonly string[],
  records: readonly OpenedRecord[],
  fields: ReturnType<typeof fieldsIn>,
): Refusal | undefined {
  const beside = (field: string, message: NonNullable<Refusal["mistakes"]>[number]["message"]) => ({
    mistakes: [{ field, message }],
  });
  const unknown = references.find((reference) => records.every(({ record }) => record !== reference));
  if (unknown !== undefined)
    return beside("records", (t) => t.fields.disclosure.records.unknown({ reference: unknown }));
  if (new Set(records.map(({ emailIndex }) => emailIndex)).size > 1)
    return beside("records", (t) => t.fields.disclosure.records.severalClients);
  if (records.every(({ email }) => email === ""))
    return beside("records", (t) => t.fields.disclosure.records.noAddress);
  const missing = missingField(records, fields);
  if (missing !== undefined)
    return beside(`field-${missing}`, (t) =>
      t.fields.disclosure.fields.absent({ field: t.staff.submission.labels[missing] }),
    );
  const empty = emptyRecord(records, fields);
  if (empty !== undefined)
    return beside("records", (t) => t.fields.disclosure.records.empty({ reference: empty }));
  return undefined;
}

/** Everything that a proposal stores and mails. */
async function entering(
  c: AppContext,
  proposal: Proposal,
  { tell, silence, reviewOn, hold }: Proposing,
  records: readonly OpenedRecord[],
): Promise<D1PreparedStatement[]> {
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const { reference, kind, proposedBy: by, proposedAt: at, language } = proposal;
  const isAsked = kind === "agreement";
  const token = newToken();
  const emailIndex = records[0]?.emailIndex ?? "";
  const event = (position: number, step: Step, more: Partial<DisclosureEvent> = {}) =>
    insertEvent(db, ring, { disclosure: reference, position, step, at, by, note: "", ...more });
  const context = {
    organization,
    origin: c.env.ORIGIN,
    email: records.find(({ email }) => email !== "")?.email ?? "",
  };
  const letter = askLetter(proposal, answerAddress(c.env.ORIGIN, language, token), context);
  const placed = {
    id: reference,
    subjects: proposal.records,
    reason: proposal.reason,
    isSilent: tell === "withhold",
    placedBy: by,
    placedAt: at,
    reviewAt: reviewOn,
  };
  return [
    ...(await insertDisclosure(db, ring, proposal, {
      emailIndex,
      answerHash: isAsked ? await hashOf(token) : undefined,
    })),
    await event(1, "proposed"),
    ...(isAsked ? [await event(2, "asked"), await queueMail(db, ring, letter, at)] : []),
    ...(tell === "withhold" ? [await event(2, "withheld", { note: silence, day: reviewOn })] : []),
    ...(hold === "yes" ? await placeHold(db, ring, placed) : []),
  ];
}
