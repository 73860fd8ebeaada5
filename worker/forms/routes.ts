import { Hono } from "hono";
import type { z } from "zod";
import { needsFreshAgreement } from "../policy/core.ts";
import type { Language } from "../policy/schema.ts";
import { versions } from "../policy/versions.ts";
import { type AppContext, type AppEnv, lang } from "../web/app.ts";
import { now } from "../web/clock.ts";
import { showPage, showProblem } from "../web/page.ts";
import {
  checkForm,
  decodeForm,
  readTicket,
  referenceFrom,
  signTicket,
  submissionKey,
  valuesOf,
  withFigures,
} from "./core.ts";
import type { FormDefinition, ShownForm, Ticket, Values } from "./schema.ts";

/** A form that was filled in rightly, from a page of ours. */
export interface Submission<Record> {
  record: Record;
  ticket: Ticket;
  /** The same for the same submission sent again. */
  reference: string;
  receivedAt: Date;
}

/** How a domain takes its form. */
export interface Acceptance<Record> {
  form: FormDefinition<z.ZodType<Record>>;
  /** First letter of the references it gives. */
  letter: string;
  /** Everything an accepted submission stores, in one batch; each statement is harmless when repeated. */
  statements: (c: AppContext, submission: Submission<Record>) => Promise<D1PreparedStatement[]>;
  /** What happens once it is stored, while the answer is on its way. */
  afterwards: (env: Env) => Promise<void>;
}

/** The page of a form (GET) and its submission (POST). */
export function formRoutes<Record>(acceptance: Acceptance<Record>): Hono<AppEnv> {
  const { form } = acceptance;
  return new Hono<AppEnv>()
    .get(`/${lang}/${form.path}`, async (c) => {
      return showForm(c, { ticket: await newTicket(c, form), values: {}, mistakes: [] }, 200);
    })
    .post(`/${lang}/${form.path}`, async (c) => {
      if (!c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded"))
        return showProblem(c, 415);
      const submitted = decodeForm(new Uint8Array(await c.req.arrayBuffer()));
      if (!submitted) return showProblem(c, 400);
      return receive(c, acceptance, submitted.get("ticket") ?? "", valuesOf(form, submitted));
    });
}

async function receive<Record>(
  c: AppContext,
  acceptance: Acceptance<Record>,
  signed: string,
  values: Values,
): Promise<Response> {
  const { form, letter } = acceptance;
  const receivedAt = now(c.env);
  const ticket = await readTicket(signed, form.id, c.env.SIGNING_SECRET, receivedAt);
  if (!ticket) return askAgain(c, form, values, expired);
  const reason = reasonToAskAgain(c, ticket);
  if (reason) return askAgain(c, form, values, reason);
  const checked = checkForm(form, values);
  if ("mistakes" in checked) {
    const mistakes = checked.mistakes.map(({ field, message }) => ({
      field,
      message: withFigures(message, c.get("policy").commitments),
    }));
    return showForm(c, { ticket: signed, values, mistakes }, 422);
  }
  const reference = referenceFrom(letter, await submissionKey(ticket, values, c.env.SIGNING_SECRET));
  try {
    const submission = { record: checked.record, ticket, reference, receivedAt };
    await c.env.DB.batch(await acceptance.statements(c, submission));
  } catch (error) {
    console.error("forms: storing failed", { form: form.id, error: String(error) });
    return showForm(c, { ticket: signed, values, mistakes: [], notice: notStored }, 503);
  }
  c.executionCtx.waitUntil(acceptance.afterwards(c.env));
  return c.redirect(`/${ticket.language}/sent/${reference}/`, 303);
}

const expired =
  "This page was open for too long. Nothing was sent. Check your answers, tick the box and send again.";
const changed =
  "Our privacy policy has changed since you opened this page. Nothing was sent. Read the version below, then tick the box and send again.";
const notStored =
  "We could not save your message just now. Nothing was sent. What you typed is below: please send it again.";

/** The form with a new ticket, what was typed kept and the box unticked. */
async function askAgain(
  c: AppContext,
  form: FormDefinition,
  values: Values,
  notice: string,
): Promise<Response> {
  const { consent: _, ...kept } = values;
  return showForm(c, { ticket: await newTicket(c, form), values: kept, mistakes: [], notice }, 422);
}

function reasonToAskAgain(c: AppContext, ticket: Ticket): string | undefined {
  const shown = versions.find(({ date }) => date === ticket.policyVersion);
  return !shown || needsFreshAgreement(versions, shown, c.get("policy")) ? changed : undefined;
}

async function newTicket(c: AppContext, form: FormDefinition): Promise<string> {
  const language = c.req.param("lang") as Language;
  const policy = c.get("policy");
  const ticket: Ticket = {
    form: form.id,
    language,
    policyVersion: policy.date,
    policyHash: policy.languages[language]?.sha256 ?? "",
    issuedAt: now(c.env).getTime(),
    nonce: crypto.randomUUID(),
  };
  return signTicket(ticket, c.env.SIGNING_SECRET);
}

async function showForm(c: AppContext, shown: ShownForm, status: 200 | 422 | 503): Promise<Response> {
  c.set("form", shown);
  const page = await showPage(c);
  return new Response(page.body, { status, headers: page.headers });
}
