import organization from "../../../content/organization.yaml";
import { signedInOf } from "../../accounts/engine/signed-in-of.ts";
import { formUnder } from "../../forms/form/checking.ts";
import type { AnyForm } from "../../forms/form/form.ts";
import { referenceFrom } from "../../forms/form/reference.ts";
import type { ShownForm } from "../../forms/form/shown.ts";
import type { Acceptance } from "../../forms/intake/routes.ts";
import { store } from "../../forms/intake/storing.ts";
import { findSubmission } from "../../forms/intake/submissions.ts";
import { emptyForm } from "../../forms/receiving/again.ts";
import { nothing } from "../../forms/receiving/form-page.ts";
import { receiveForm, type Sent } from "../../forms/receiving/receiving.ts";
import { byTicket, type TicketProof } from "../../forms/receiving/tickets.ts";
import { deliverAfterwards } from "../../mail/delivery.ts";
import { policyInForce } from "../../policy/versions/in-force.ts";
import { contactAcceptance } from "../../submissions/contact/routes.ts";
import { requestAcceptance } from "../../submissions/data-request/routes.ts";
import { orderAcceptance } from "../../submissions/order/routes.ts";
import { type AppContext, lang } from "../../web/app.ts";
import { bytesOf } from "../../web/base64url.ts";
import { now } from "../../web/clock.ts";
import type { Language } from "../../web/organization.ts";
import { type Showing, show, showProblem } from "../../web/page.ts";
import { provided } from "../../web/provided.ts";
import { type Router, router } from "../../web/router.ts";
import { type Desk, pageOfItem } from "../desk/item.ts";
import { failed } from "../desk/staff-form.ts";
import { evidenceOf } from "./evidence.ts";
import { answersIn, type Entry, entryForm } from "./form.ts";
import { entryPage } from "./pages.ts";

/** What came by phone or email, entered by staff through the forms that anybody uses. */
export const entryRoutes = router()
  .route("/", entering("inbox", contactAcceptance))
  .route("/", entering("orders", orderAcceptance))
  .route("/", entering("data-requests", requestAcceptance));

/** The page of one form, in the language in which somebody spoke or wrote. */
function entering<Answers>(desk: Desk, acceptance: Acceptance<Answers>): Router {
  const path = `/staff/${desk}/enter/${lang}/` as const;
  return router()
    .get(path, async (c) => {
      const form = formNow(c, acceptance);
      if (!formUnder(form, provided(c, policyInForce).commitments)) return showProblem(c, 404);
      return showEntry(c, desk, form, await emptyForm(c, form), {});
    })
    .post(path, (c) => {
      const form = formNow(c, acceptance);
      return receiveForm(c, {
        form,
        load: nothing,
        admit: byTicket(
          form,
          {
            expired: (t) => t.notices.accounts.expired,
            late: (t) => t.notices.accounts.expired,
            changed: () => (t) => t.notices.accounts.changed,
          },
          true,
        ),
        act: (_, sent) => enter(c, desk, acceptance, sent),
        again: (_, __, filled, showing) => showEntry(c, desk, form, filled, showing),
        recover: failed,
      });
    });
}

function formNow<Answers>(c: AppContext, { form }: Acceptance<Answers>) {
  const { commitments, effectiveAt } = provided(c, policyInForce);
  const { timeZone } = organization;
  const language = c.req.param("lang") as Language;
  return entryForm(form, {
    language,
    commitments,
    inForceSince: new Date(effectiveAt),
    at: now(c.env),
    timeZone,
  });
}

/** Stores it as its public form would, with how it came, an entry of the audit log and a note that quotes the evidence. */
async function enter<Answers>(
  c: AppContext,
  desk: Desk,
  { form, letter, take }: Acceptance<Answers>,
  {
    values,
    ticket,
    key,
    receivedAt,
    record: { record, channel, saidAt, quote },
  }: Sent<Entry<Answers>, TicketProof>,
): Promise<Response> {
  const reference = referenceFrom(letter, bytesOf(key));
  const page = form.id === "data-request" ? `/staff/${desk}/` : pageOfItem({ form: form.id, reference });
  if (await findSubmission(c.env.DB, reference)) return c.redirect(`${page}?done=already`, 303);
  const entered = { channel, saidAt, by: signedInOf(c).userId };
  const accepted = {
    form,
    values: answersIn(form, values),
    record,
    ticket,
    reference,
    receivedAt,
    suspicions: [],
    entered,
  };
  await store(
    c,
    async (env, ring, submission) => {
      const { statements, mails } = await take(env, ring, submission);
      const note = await evidenceOf(c, ring, {
        reference,
        entered,
        quote,
        form,
        values,
        language: ticket.language,
      });
      // Staff know of it already.
      return {
        statements: [...statements, note],
        mails: mails.filter(({ to }) => to !== organization.email),
      };
    },
    accepted,
  );
  c.executionCtx.waitUntil(deliverAfterwards(c.env));
  return c.redirect(`${page}?done=${form.id === "data-request" ? "entered-request" : "entered"}`, 303);
}

function showEntry(
  c: AppContext,
  desk: Desk,
  form: AnyForm,
  filled: ShownForm,
  showing: Showing,
): Promise<Response> {
  return show(c, entryPage, { desk, language: c.req.param("lang") as Language, form, filled }, showing);
}
