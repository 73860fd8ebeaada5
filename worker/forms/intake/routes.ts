import organization from "../../../content/organization.yaml";
import { lastingOf } from "../../lifetimes/lasting.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { strangersQueueing } from "../../mail/share.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { versions } from "../../policy/versions/lock.ts";
import { countOutcome } from "../../visits/counting/recording.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { bytesOf } from "../../web/base64url.ts";
import { now } from "../../web/clock.ts";
import { ofNetwork } from "../../web/limits.ts";
import { logFailure } from "../../web/log.ts";
import { show, showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { type Router, router } from "../../web/router.ts";
import type { ShownPage } from "../../web/shown-page.ts";
import { guardianIn, needsGuardian } from "../form/age.ts";
import { formUnder } from "../form/checking.ts";
import type { FormDefinition } from "../form/form.ts";
import { referenceFrom, referenceIn } from "../form/reference.ts";
import type { FormPage } from "../form/shown.ts";
import { askGuardian } from "../minors/asking.ts";
import { stateOf } from "../minors/waiting.ts";
import { findWaiting } from "../minors/waitings.ts";
import { issueReceipt } from "../receipts/issuing.ts";
import { type Typed, unsavedForm } from "../receiving/again.ts";
import { formPage } from "../receiving/form-page.ts";
import { limited } from "../receiving/limiting.ts";
import type { Sent } from "../receiving/receiving.ts";
import { byTicket, type TicketProof } from "../receiving/tickets.ts";
import { lastedIn, selectLasted } from "./lasting.ts";
import { sentPage } from "./sent.ts";
import { store, type Take } from "./storing.ts";
import { findSubmission } from "./submissions.ts";
import { isQuarantined, suspicionsOf } from "./suspicion.ts";

/** How a room takes its form. */
export interface Acceptance<Answers> {
  form: FormDefinition<Answers>;
  page: ShownPage<FormPage>;
  /** First letter of its references. */
  letter: string;
  /** Everything that an accepted submission stores and mails. */
  take: Take<Answers>;
}

/** A form that anybody can send: its page and its submission. */
export function publicForm<Answers>(acceptance: Acceptance<Answers>): Router {
  const { form, page } = acceptance;
  return formPage({
    form,
    page,
    load: (c) => offer(c, form),
    admit: byTicket(
      form,
      { expired: { reason: "expired" }, late: { reason: "late" }, changed: (change) => change },
      true,
    ),
    limit: (c, sent) => limited(c, sent, [ofNetwork(c, "form")], true),
    act: (c, sent) => accept(c, acceptance, sent),
    recover: (c, typed, error) => notStored(c, acceptance, typed, error),
  });
}

/** The confirmation of every form. */
export const sentRoutes = router().get(`/${lang}/sent/:reference/`, async (c) => {
  const reference = referenceIn(c.req.param("reference"));
  const [found, receipt, lasted] = await Promise.all([
    findSubmission(c.env.DB, reference),
    issueReceipt(c.env, reference),
    selectLasted(c.env.DB, reference).run(),
  ]);
  if (!found) return showWaiting(c, reference);
  const last = lastedIn(lasted).get(reference);
  return show(c, sentPage, {
    ...found,
    ...(receipt ? { receipt } : {}),
    ...(last ? { lasting: lastingOf(last, versions, now(c.env)) } : {}),
  });
});

/** The page of what waits for a guardian, which shows nothing of it. */
async function showWaiting(c: AppContext, reference: string): Promise<Response> {
  const waiting = await findWaiting(c.env.DB, reference);
  if (!waiting) return showProblem(c, 404);
  const { expiresAt, form } = waiting;
  return show(c, sentPage, { reference, form, guardian: stateOf(waiting, now(c.env)), expiresAt });
}

/** Offers a form if the policy in force allows it. A submission counts as refused until it is accepted. */
async function offer(c: AppContext, form: FormDefinition): Promise<Response | undefined> {
  if (!formUnder(form, provided(c, policyInForce).commitments)) return showProblem(c, 404);
  countOutcome(c, form.id, c.req.method === "POST" ? "refused" : "shown");
  return undefined;
}

async function accept<Answers>(
  c: AppContext,
  { form, letter, take }: Acceptance<Answers>,
  { submitted, values, record, ticket, key, receivedAt }: Sent<Answers, TicketProof>,
): Promise<Response> {
  const reference = referenceFrom(letter, bytesOf(key));
  const suspicions = suspicionsOf(form, ticket, submitted, values, receivedAt);
  if (needsGuardian(values)) {
    const { language, policyVersion } = ticket;
    await askGuardian(c.env, {
      form: form.id,
      content: { values, ticket },
      guardian: guardianIn(values),
      context: { organization, origin: c.env.ORIGIN, language, reference, policyVersion },
      askedAt: receivedAt,
      queueing: isQuarantined(suspicions)
        ? "held"
        : await strangersQueueing(c, { kind: "guardian", to: values.guardian ?? "" }, receivedAt),
    });
  } else {
    await store(c, take, { form, values, record, ticket, reference, receivedAt, suspicions });
  }
  countOutcome(c, form.id, "accepted");
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`/${ticket.language}/sent/${reference}/`, 303);
}

async function notStored<Answers>(
  c: AppContext,
  { form, page }: Acceptance<Answers>,
  typed: Typed,
  error: unknown,
): Promise<Response> {
  logFailure("forms: storing failed", { form: form.id }, error);
  const filled = await unsavedForm(c, form, typed, { reason: "not-stored" });
  return show(c, page, { filled, besides: undefined }, { status: 503, retryAfter: 60 });
}
