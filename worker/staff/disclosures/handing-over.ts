import organization from "../../../content/organization.yaml";
import type { DisclosureEvent } from "../../accounts/disclosures/disclosure.ts";
import { mayHandOver } from "../../accounts/disclosures/disclosure.ts";
import { insertEvent, isForbiddenStep } from "../../accounts/disclosures/events.ts";
import { toldLetter } from "../../accounts/disclosures/letters.ts";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { recordDeed } from "../../audit/recording.ts";
import { currentConsents } from "../../forms/consents/consents.ts";
import { signAs } from "../../forms/receipts/jws.ts";
import { receiptKeys } from "../../forms/receipts/keys.ts";
import { setSilence } from "../../lifetimes/holds.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { queueMail } from "../../mail/outbox.ts";
import { keyRing } from "../../vault/ring.ts";
import type { AppContext } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { dayOf } from "../../web/days.ts";
import { legalName } from "../../web/names.ts";
import type { LoadedDisclosure } from "./loading.ts";
import { openRecords } from "./records.ts";
import { disclosureType, fileOf, type OpenedRecord } from "./scope.ts";

/**
 * Answers with the signed file of exactly the approved scope. The first time it counts as handed over, and the client is
 * told unless that is withheld; each time it is in the audit log.
 */
export async function handOver(c: AppContext, loaded: LoadedDisclosure): Promise<Response> {
  const { disclosure, tip } = loaded;
  const page = `/staff/disclosures/${disclosure.reference}/`;
  if (!mayHandOver(disclosure)) return c.redirect(`${page}?done=already`, 303);
  if (disclosure.kind === "agreement" && !(await isAgreedTo(c, disclosure.reference)))
    return c.redirect(`${page}?done=no-agreement`, 303);
  const records = await openRecords(c.env, disclosure.records);
  if (records.length < disclosure.records.length) return c.redirect(`${page}?done=records-gone`, 303);
  const at = now(c.env);
  const context = { origin: c.env.ORIGIN, controller: legalName(organization), at };
  const file = fileOf(disclosure, records, context);
  const jws = await signAs(await receiptKeys(c.env), disclosureType, file);
  const deed = {
    actor: signedInOf(c).userId,
    action: "disclosure-exported" as const,
    subject: disclosure.reference,
    at,
  };
  try {
    await recordDeed(c.env, deed, await firstTime(c, loaded, records, at), tip);
  } catch (error) {
    if (isForbiddenStep(error)) return c.redirect(`${page}?done=already`, 303);
    throw error;
  }
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  const keys = `${c.env.ORIGIN}/.well-known/receipt-keys.json`;
  return c.body(`${JSON.stringify({ disclosure: file, jws, keys }, undefined, 2)}\n`, 200, {
    "content-type": "application/json; charset=utf-8",
    "content-disposition": `attachment; filename="disclosure-${disclosure.reference}.json"`,
    "cache-control": "no-store",
  });
}

/** Tells the client of a disclosure that was withheld from them; records it where nothing is left of them. */
export async function tellNow(
  c: AppContext,
  { disclosure, events, tip }: LoadedDisclosure,
): Promise<boolean> {
  const { reference, handedOverOn, records } = disclosure;
  if (handedOverOn === undefined || disclosure.toldAt) return false;
  const at = now(c.env);
  const actor = signedInOf(c).userId;
  const opened = await openRecords(c.env, records);
  const email = opened.find((one) => one.email !== "")?.email;
  const step = email === undefined ? ("nobody-to-tell" as const) : ("told" as const);
  const ring = await keyRing(c.env);
  const event = { disclosure: reference, position: events.length + 1, step, at, by: actor, note: "" };
  const statements = [
    await insertEvent(c.env.DB, ring, event),
    setSilence(c.env.DB, reference, false),
    ...(email === undefined ? [] : [await telling(c, disclosure, handedOverOn, email, at)]),
  ];
  const deed = { actor, action: "disclosure-told" as const, subject: reference, at };
  try {
    await recordDeed(c.env, deed, statements, tip);
    return true;
  } catch (error) {
    if (isForbiddenStep(error)) return false;
    throw error;
  }
}

/** What handing over records and mails, once. */
async function firstTime(
  c: AppContext,
  { disclosure, events }: LoadedDisclosure,
  records: readonly OpenedRecord[],
  at: Date,
): Promise<D1PreparedStatement[]> {
  if (disclosure.state === "handed-over") return [];
  const { reference, reviewOn } = disclosure;
  const ring = await keyRing(c.env);
  const day = dayOf(at, organization.timeZone);
  const by = signedInOf(c).userId;
  const insert = (position: number, event: Pick<DisclosureEvent, "step" | "day">) =>
    insertEvent(c.env.DB, ring, { disclosure: reference, position, at, by, note: "", ...event });
  const next = events.length + 1;
  const handing = { step: "handed-over" as const, day };
  if (reviewOn !== undefined) return [await insert(next, handing)];
  const email = records.find((one) => one.email !== "")?.email ?? "";
  return [
    await insert(next, { step: "told" }),
    await insert(next + 1, handing),
    await telling(c, disclosure, day, email, at),
  ];
}

async function telling(
  c: AppContext,
  disclosure: LoadedDisclosure["disclosure"],
  day: string,
  email: string,
  at: Date,
): Promise<D1PreparedStatement> {
  const letter = toldLetter(disclosure, day, { organization, origin: c.env.ORIGIN, email });
  return queueMail(c.env.DB, await keyRing(c.env), letter, at);
}

async function isAgreedTo(c: AppContext, reference: string): Promise<boolean> {
  const current = await currentConsents(c.env.DB, reference);
  return current.some(({ purpose, event }) => purpose === "disclosure" && event === "given");
}
