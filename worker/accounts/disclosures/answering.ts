import organization from "../../../content/organization.yaml";
import { insertConsents } from "../../forms/consents/adding.ts";
import { withdrawConsents } from "../../forms/consents/following.ts";
import { type ConsentRecord, legalBasis, recordSchema } from "../../forms/consents/record.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { textsIn } from "../../texts/texts.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { legalName } from "../../web/names.ts";
import type { Language } from "../../web/organization.ts";
import { provided } from "../../web/provided.ts";
import { sha256 } from "../../web/sha256.ts";
import type { Disclosure } from "./disclosure.ts";
import { eventsIn, insertEvent, isForbiddenStep, selectEvents } from "./events.ts";

/** What a client answers. */
export type Answer = "agree" | "refuse";

/** How the answer came. */
export type AnswerWay = "account" | "answer-link";

/**
 * Records a client's answer: an agreement as a consent of its own, a refusal as a step. A refusal after an agreement
 * takes it back.
 * @returns false when there is nothing to answer any more
 */
export async function recordAnswer(
  c: AppContext,
  disclosure: Disclosure,
  answer: Answer,
  way: AnswerWay,
): Promise<boolean> {
  const statements = await statementsOf(c, disclosure, answer, way);
  if (statements.length === 0) return false;
  try {
    await c.env.DB.batch(statements);
    return true;
  } catch (error) {
    if (isForbiddenStep(error)) return false;
    throw error;
  }
}

/** The statements that take an agreement back. The database ends the disclosure with it, unless it was handed over. */
export function takingBack(
  c: AppContext,
  reference: string,
  method: AnswerWay,
): Promise<D1PreparedStatement[]> {
  const recordedAt = now(c.env);
  const keptUntil = endOfPeriod(periodKept("consent", provided(c, policyInForce).commitments), recordedAt);
  return withdrawConsents(c.env, [{ subject: reference, purpose: "disclosure" }], {
    method,
    recordedAt,
    keptUntil,
  });
}

async function statementsOf(
  c: AppContext,
  disclosure: Disclosure,
  answer: Answer,
  method: AnswerWay,
): Promise<D1PreparedStatement[]> {
  const db = c.env.DB;
  const at = now(c.env);
  const { reference, state } = disclosure;
  const ring = await keyRing(c.env);
  if (answer === "refuse" && (state === "proposed" || state === "approved"))
    return takingBack(c, reference, method);
  if (state !== "asked") return [];
  const history = await eventsIn(await selectEvents(db, reference).run(), ring);
  const step = answer === "agree" ? ("agreed" as const) : ("declined" as const);
  const event = { disclosure: reference, position: history.length + 1, step, at, by: "", note: "" };
  return [
    await insertEvent(db, ring, event),
    ...(answer === "agree"
      ? await insertConsents(c.env, [await agreementTo(c, disclosure, method, at)])
      : []),
  ];
}

/** The agreement, as a record like that of any other consent. */
async function agreementTo(
  c: AppContext,
  { reference }: Disclosure,
  method: AnswerWay,
  recordedAt: Date,
): Promise<ConsentRecord> {
  const language = c.req.param("lang") as Language;
  const policy = provided(c, policyInForce);
  const words = textsIn(language).accounts.disclosures.agreement({ reference });
  const { jurisdiction } = organization;
  const keptUntil = endOfPeriod(policy.commitments.retention.consent, recordedAt);
  return {
    id: `${reference}/disclosure`,
    schema: recordSchema,
    subject: reference,
    controller: legalName(organization),
    event: "given",
    purpose: "disclosure",
    legalBasis,
    processing: ["dpv:Disclose"],
    dataCategories: [],
    method,
    policyVersion: policy.date,
    policyHash: policy.languages[language]?.sha256 ?? "",
    policyLanguage: language,
    labelHash: await sha256(words),
    words,
    ...(jurisdiction ? { jurisdiction } : {}),
    withdrawal: `/${language}/account/disclosures/`,
    recordedAt,
    ...(keptUntil ? { keptUntil } : {}),
  };
}
