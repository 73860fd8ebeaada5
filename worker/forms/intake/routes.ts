import { Hono } from "hono";
import type { z } from "zod";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import { countOutcome } from "../../visits/counting/recording.ts";
import { type AppContext, type AppEnv, lang } from "../../web/app.ts";
import { now } from "../../web/clock.ts";
import { describeFailure } from "../../web/failure.ts";
import { show, showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { readForm } from "../../web/read-form.ts";
import { secondsToWait } from "../../web/seconds-to-wait.ts";
import type { ShownPage } from "../../web/shown-page.ts";
import {
  checkForm,
  formUnder,
  isTooYoung,
  ticksHidden,
  valuesOf,
  withFigures,
  withoutTicks,
} from "../form/checking.ts";
import type { FormDefinition, Values } from "../form/form.ts";
import { newTicket } from "../form/new-ticket.ts";
import type { FormPage, Notice, ShownForm } from "../form/shown.ts";
import { changeSince, readTicket, referenceFrom, submissionKey } from "../form/ticket.ts";
import { issueReceipt } from "../receipts/issuing.ts";
import { sentPage } from "./sent.ts";
import { store, type Take } from "./storing.ts";
import { findSubmission } from "./submissions.ts";
import { suspicionsOf } from "./suspicion.ts";

/** How a domain takes its form. */
export interface Acceptance<Record> {
  form: FormDefinition<z.ZodType<Record>>;
  page: ShownPage<FormPage>;
  /** First letter of the references it gives. */
  letter: string;
  /** Everything an accepted submission stores and mails. */
  take: Take<Record>;
}

/** What came in: the strings of the form's fields, and all that was sent. */
interface Sent {
  submitted: ReadonlyMap<string, string>;
  values: Values;
  ticket: string;
}

/** The page of a form (GET) and its submission (POST). */
export function formRoutes<Record>(acceptance: Acceptance<Record>): Hono<AppEnv> {
  const { form, page } = acceptance;
  return new Hono<AppEnv>()
    .get(`/${lang}/${form.path}`, async (c) => {
      if (!formUnder(form, provided(c, policyInForce).commitments)) return showProblem(c, 404);
      countOutcome(c, form.id, "shown");
      return showForm(c, page, { ticket: await newTicket(c, form), values: {}, mistakes: [] }, 200);
    })
    .post(`/${lang}/${form.path}`, async (c) => {
      const submitted = await readForm(c);
      if (submitted instanceof Response) return submitted;
      const sent = { submitted, values: valuesOf(form, submitted), ticket: submitted.get("ticket") ?? "" };
      return receive(c, acceptance, sent);
    });
}

/** The confirmation of every form. */
export const sentRoutes = new Hono<AppEnv>().get(`/${lang}/sent/:reference/`, async (c) => {
  const reference = c.req.param("reference");
  const [found, receipt] = await Promise.all([
    findSubmission(c.env.DB, reference),
    issueReceipt(c.env, reference),
  ]);
  if (!found) return showProblem(c, 404);
  return show(c, sentPage, receipt ? { ...found, receipt } : found);
});

async function receive<Record>(
  c: AppContext,
  { form, page, letter, take }: Acceptance<Record>,
  { submitted, values, ticket: signed }: Sent,
): Promise<Response> {
  const { SIGNING_SECRET: secret } = c.env;
  const allowed = formUnder(form, provided(c, policyInForce).commitments);
  if (!allowed) return showProblem(c, 404);
  const receivedAt = now(c.env);
  countOutcome(c, form.id, "refused");
  if (isTooYoung(values))
    return showForm(c, page, { ticket: "", values: {}, mistakes: [], isTooYoung: true }, 422);
  const ticket = await readTicket(signed, form.id, secret, receivedAt);
  if (!ticket || ticket.language !== c.req.param("lang"))
    return askAgain(c, form, page, values, { reason: "expired" });
  const change = changeSince(ticket, versions, provided(c, policyInForce));
  if (change) return askAgain(c, form, page, values, change);
  if (ticksHidden(form, allowed, values)) return askAgain(c, form, page, values, { reason: "expired" });
  const shown = { ticket: signed, values, mistakes: [] };
  const checked = checkForm(form, values);
  if ("mistakes" in checked) return showForm(c, page, { ...shown, ...inWords(c, checked) }, 422);
  const reference = referenceFrom(letter, await submissionKey(ticket, values, secret));
  const waitSeconds = await secondsToWait(c, "form", reference, receivedAt);
  if (waitSeconds > 0)
    return showForm(c, page, { ...shown, notice: { reason: "too-many", waitSeconds } }, 429);
  try {
    const suspicions = suspicionsOf(form, ticket, submitted, values, receivedAt);
    await store(c, take, { form, values, record: checked.record, ticket, reference, receivedAt, suspicions });
  } catch (error) {
    console.error("forms: storing failed", { form: form.id, error: describeFailure(error) });
    return showForm(c, page, { ...shown, notice: { reason: "not-stored" } }, 503);
  }
  countOutcome(c, form.id, "accepted");
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/sent/${reference}/`, 303);
}

/** The form with a new ticket, what was typed kept and the boxes unticked. */
async function askAgain(
  c: AppContext,
  form: FormDefinition,
  page: ShownPage<FormPage>,
  values: Values,
  notice: Notice,
): Promise<Response> {
  const kept = withoutTicks(form, values);
  return showForm(c, page, { ticket: await newTicket(c, form), values: kept, mistakes: [], notice }, 422);
}

function inWords(c: AppContext, { mistakes }: Pick<ShownForm, "mistakes">): Pick<ShownForm, "mistakes"> {
  const { commitments } = provided(c, policyInForce);
  return {
    mistakes: mistakes.map(({ field, message }) => ({ field, message: withFigures(message, commitments) })),
  };
}

async function showForm(
  c: AppContext,
  page: ShownPage<FormPage>,
  filled: ShownForm,
  status: 200 | 422 | 429 | 503,
): Promise<Response> {
  const { notice } = filled;
  const isTooMany = typeof notice === "object" && notice.reason === "too-many";
  const soon = status === 503 ? 60 : undefined;
  return show(
    c,
    page,
    { filled, besides: undefined },
    { status, retryAfter: isTooMany ? notice.waitSeconds : soon },
  );
}
