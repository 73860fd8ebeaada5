import organization from "../../../content/organization.yaml";
import { insertConsents } from "../../forms/consents/adding.ts";
import { type ConsentRecord, legalBasis, processing, recordSchema } from "../../forms/consents/record.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { asMail } from "../../mail/letter.ts";
import { queueMail } from "../../mail/outbox.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { textsIn } from "../../texts/texts.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { legalName } from "../../web/names.ts";
import type { Language } from "../../web/organization.ts";
import { provided } from "../../web/provided.ts";
import { readForm } from "../../web/read-form.ts";
import { sha256 } from "../../web/sha256.ts";
import { agreementNow } from "../agreement/asking.ts";
import { signedInOf } from "../engine/signed-in-of.ts";
import { refusalLetter } from "./letter.ts";

/**
 * Records that whoever is signed in refuses the version in force. The account stays with all that is in it, and takes no
 * new orders until they agree. A version that took effect while the page was open is asked about again.
 */
export async function refuse(c: AppContext): Promise<Response> {
  const submitted = await readForm(c);
  if (submitted instanceof Response) return submitted;
  const language = c.req.param("lang") as Language;
  const { userId, email } = signedInOf(c);
  const policy = provided(c, policyInForce);
  const { state } = await agreementNow(c, userId);
  if (submitted.get("version") !== policy.date)
    return c.redirect(`/${language}/account/consents/accept/`, 303);
  if (state !== "due") return c.redirect(`/${language}/account/consents/`, 303);
  const at = now(c.env);
  const db = c.env.DB;
  const id = `${userId}/registration/refused/${policy.date}`;
  const context = { organization, origin: c.env.ORIGIN, language };
  const mail = asMail(`refusal/${userId}/${policy.date}`, email, refusalLetter(policy.date, context));
  await db.batch([
    ...(await insertConsents(c.env, [await refusalOf(id, c, at)])),
    await queueMail(db, await keyRing(c.env), mail, at, { reader: userId }),
  ]);
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${language}/account/?done=refused`, 303);
}

/** The record of a refusal: which text, when, and under which words beside the button. */
async function refusalOf(id: string, c: AppContext, recordedAt: Date): Promise<ConsentRecord> {
  const language = c.req.param("lang") as Language;
  const { date, languages, commitments } = provided(c, policyInForce);
  const { jurisdiction } = organization;
  const words = textsIn(language).accounts.consents.refuse.lead;
  const keptUntil = endOfPeriod(periodKept("consent", commitments), recordedAt);
  return {
    id,
    schema: recordSchema,
    subject: signedInOf(c).userId,
    controller: legalName(organization),
    event: "refused",
    purpose: "registration",
    legalBasis,
    processing,
    dataCategories: [],
    method: "refuse-policy",
    policyVersion: date,
    policyHash: languages[language]?.sha256 ?? "",
    policyLanguage: language,
    labelHash: await sha256(words),
    words,
    ...(jurisdiction ? { jurisdiction } : {}),
    withdrawal: `/${language}/account/consents/accept/`,
    recordedAt,
    ...(keptUntil ? { keptUntil } : {}),
  };
}
