import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { findDetails, updateDetails } from "../../accounts/engine/users.ts";
import { erasureOf, rememberErasures } from "../../accounts/erasure/erasing.ts";
import { exportOf } from "../../accounts/own/exporting.ts";
import { heldUnder } from "../../accounts/own/holdings.ts";
import { objectionOf } from "../../accounts/own/objecting.ts";
import { recordDeed } from "../../audit/recording.ts";
import { heldOf, isOfErased } from "../../lifetimes/held-erasures.ts";
import { endOfPeriod } from "../../lifetimes/periods.ts";
import { periodKept } from "../../lifetimes/purposes.ts";
import { queueMail } from "../../mail/outbox.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import type { CorrectableField } from "../../submissions/answering/correctable.ts";
import { correctionOf } from "../../submissions/answering/correcting.ts";
import { liftRestriction, restrict as restrictAddress } from "../../submissions/data-request/restrictions.ts";
import { standingAmong, withdrawalByRequest } from "../../submissions/data-request/withdrawing.ts";
import { farewellTo } from "../../submissions/status/letters.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { provided } from "../../web/provided.ts";
import type { CannotBeDone } from "../desk/staff-form.ts";
import { stepsBefore, takeSteps } from "./deeds.ts";
import type { LoadedRequest } from "./loading.ts";

/** Makes the copy available to its owner, behind the link of the closing letter. */
export async function makeCopy(c: AppContext, loaded: LoadedRequest, ground: string): Promise<boolean> {
  if (loaded.procedure.stage !== "act") return false;
  return takeSteps(c, loaded, [...stepsBefore(loaded, ground), { step: "exported" }], [], "exported");
}

/** The copy itself, for staff to hand over another way. Everything held about exactly this address, and nobody else. */
export async function downloadCopy(c: AppContext, loaded: LoadedRequest): Promise<Response> {
  const { submission, index, tip } = loaded;
  const { userId: actor } = signedInOf(c);
  const deed = { actor, action: "exported" as const, subject: submission.item.reference, at: now(c.env) };
  await recordDeed(c.env, deed, [], tip);
  const { account, held } = await heldUnder(c.env, index);
  const whole = { email: submission.typed.email ?? "", ...(account ? account.opened : {}), ...held };
  return exportOf(c, whole, submission.item.language);
}

/** Corrects one field of one record of the person. */
export async function correct(
  c: AppContext,
  loaded: LoadedRequest,
  {
    record,
    field,
    value,
    ground,
  }: { record: string; field: CorrectableField; value: string; ground: string },
): Promise<boolean> {
  const db = c.env.DB;
  const ring = await keyRing(c.env);
  const isAccount = record === loaded.userId;
  const statement = isAccount
    ? await correctAccount(c, record, field, value)
    : await correctionOf(db, ring, { reference: record, field, value });
  if (!statement) return false;
  const step = { step: "corrected" as const, note: `${record}: ${field}`, found: { corrected: 1 } };
  return takeSteps(c, loaded, [...stepsBefore(loaded, ground), step], [statement], "corrected");
}

/** Takes back one consent of the person; false when it was withdrawn before. */
export async function withdraw(c: AppContext, loaded: LoadedRequest, id: string): Promise<boolean> {
  const { submission, procedure, index } = loaded;
  const { held } = await heldUnder(c.env, index);
  const consent = standingAmong(held.consents).find((one) => one.id === id);
  const email = submission.typed.email ?? "";
  const statements = consent && (await withdrawalByRequest(c.env, consent, email, now(c.env)));
  if (!statements) return false;
  const steps = [
    ...stepsBefore(loaded, procedure.usualGround),
    { step: "withdrawn" as const, note: consent.subject },
  ];
  return takeSteps(c, loaded, steps, statements, "consent-withdrawn");
}

/** From now on what the person sent is only stored. */
export async function restrict(c: AppContext, loaded: LoadedRequest, ground: string): Promise<boolean> {
  if (loaded.procedure.stage !== "act") return false;
  const { reference } = loaded.submission.item;
  const steps = [...stepsBefore(loaded, ground), { step: "restricted" as const }];
  return takeSteps(c, loaded, steps, [restrictAddress(c.env.DB, loaded.index, reference, now(c.env))]);
}

/** Lifts the restriction. The person is told before. */
export async function lift(c: AppContext, loaded: LoadedRequest, reason: string): Promise<boolean> {
  if (loaded.procedure.stage !== "lift") return false;
  return takeSteps(c, loaded, [{ step: "lifted", note: reason }], [liftRestriction(c.env.DB, loaded.index)]);
}

/** Ends what the person objects to: everything that is mailed to them because they asked for it. */
export async function object(c: AppContext, loaded: LoadedRequest, ground: string): Promise<boolean> {
  if (loaded.procedure.stage !== "act") return false;
  const at = now(c.env);
  const { index: emailIndex, userId } = loaded;
  const keptUntil = endOfPeriod(periodKept("consent", provided(c, policyInForce).commitments), at);
  const ending = await objectionOf(c.env, { userId, emailIndex, at, keptUntil });
  return takeSteps(c, loaded, [...stepsBefore(loaded, ground), { step: "objected" }], ending);
}

/**
 * Erases the address everywhere, with the code that accounts use, and tells it so: the last mail is the closing letter.
 * @returns why not, for a member of staff, who is not erased from here, and where only a hold keeps the request
 */
export async function erase(
  c: AppContext,
  loaded: LoadedRequest,
): Promise<true | Extract<CannotBeDone, "is-staff" | "gone">> {
  const { submission, tip, index, userId, procedure } = loaded;
  const { reference, language } = submission.item;
  if (procedure.held.isStaff) return "is-staff";
  if (await isOfErased(c.env.DB, reference)) return "gone";
  const at = now(c.env);
  const email = submission.typed.email ?? "";
  const who = { userId, emailIndex: index };
  const isHeld = (await heldOf(c.env.DB, who)) === "told";
  const { statements, marks } = await erasureOf(c.env, who, "data-request");
  const context = { organization, origin: c.env.ORIGIN, language, email };
  const farewell = farewellTo(reference, provided(c, policyInForce).commitments.backupDays, isHeld, context);
  const deed = { actor: signedInOf(c).userId, action: "erased" as const, subject: reference, at };
  const told = await queueMail(c.env.DB, await keyRing(c.env), farewell, at);
  await rememberErasures(c.env, marks);
  await recordDeed(c.env, deed, [...statements, told], tip);
  return true;
}

async function correctAccount(
  c: AppContext,
  userId: string,
  field: CorrectableField,
  value: string,
): Promise<D1PreparedStatement | undefined> {
  if (field === "company") return undefined;
  const ring = await keyRing(c.env);
  const details = await findDetails(c.env.DB, ring, userId);
  return details && details[field] !== value
    ? updateDetails(c.env.DB, ring, userId, { ...details, [field]: value }, now(c.env))
    : undefined;
}
