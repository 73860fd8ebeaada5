import { env } from "cloudflare:workers";
import { app } from "../../../worker/app.ts";
import { exports } from "../../../worker/staff/exports/exports.ts";
import { answers, formIds, registration } from "../../fixtures/answers.ts";
import { firstVersion, today } from "../../fixtures/content.ts";
import { ticketFor } from "../client.ts";
import { ask } from "../site.ts";
import { deskErrands, offerErrands } from "./desk-errands.ts";
import { disclosureErrands } from "./disclosure-errands.ts";
import type { Errand } from "./errand.ts";
import { pagesOf, personFor } from "./page-errands.ts";
import { codeNow, type Person, password } from "./person.ts";
import type { Things } from "./things.ts";

/** What a signed order asks for: the address is the account's. */
export const signedOrder = {
  goods: "Dried apricots",
  quantity: "2 tonnes",
  delivery: "Almaty, in March",
  company: "Wei Trade",
  name: "Li Wei",
  phone: "+86 991 555 0123",
  address: "2 Example Road",
  age: "of-age",
  consent: "yes",
};

/** Every route that answers a request, as it stands in the app's table. Guards are none. */
export const routeTable: readonly string[] = [
  ...new Set(
    app.routes
      .filter(({ method }) => method === "GET" || method === "POST")
      .map(({ method, path }) => `${method} ${path.replace(/^\/:lang\{[^}]*\}/, "/en")}`),
  ),
];

/** The people's errands, one after another: at least one for every route of the table. */
export function errandsOf(things: Things): Errand[] {
  const given = [...pagesOf(things), ...formsOf(things)];
  const named = new Set(given.map(({ route }) => route));
  const plain = routeTable.filter((route) => route.startsWith("GET ") && !named.has(route));
  const pages = plain.map((route) => ({
    route,
    by: personFor(route, things),
    address: route.slice(4).replace("*", "en/cookies/"),
  }));
  return [...pages, ...given];
}

/** Whether an answer is what the errand was for. */
export function isDone({ status }: Errand, answer: Response): boolean {
  return status === undefined ? answer.status < 400 : answer.status === status;
}

/** Goes on an errand, and takes the cookies of the answer. */
export async function goOn(errand: Errand, bindings: Partial<Env> = {}, ticket?: string): Promise<Response> {
  const { by, address, fields, form, secondStep } = errand;
  const sent = fields && {
    ...fields,
    ...(secondStep === undefined ? {} : { code: await codeNow(secondStep) }),
    ...(form ? { ticket: ticket ?? (await ticketFor(env, form)) } : {}),
  };
  const answer = await ask(address, { cookie: by.cookie, bindings, ...(sent ? { fields: sent } : {}) });
  by.take(answer);
  return answer;
}

/** Forms, in an order in which each still has something to do. */
function formsOf(things: Things): Errand[] {
  const { people, messages, quarantined, order, requests, tokens, mails, session } = things;
  const { nobody, li, leaving, mover, guarded, boss } = people;
  const post = (by: Person, path: string, more: Partial<Errand> & { at?: string } = {}): Errand => {
    const { at = path, ...rest } = more;
    return { route: `POST ${path}`, by, address: at, fields: {}, status: 303, ...rest };
  };
  const staff = (path: string, subject: string, fields: Errand["fields"] = {}): Errand =>
    post(boss, `/staff/${path}`, {
      at: `/staff/${path.replace(/:\w+(?:\{[^}]*\})?/, subject)}`,
      fields: { position: "1", ...fields },
    });
  const link = (path: string, token: string, more: Partial<Errand> = {}): Errand =>
    post(nobody, path, { at: path.replace(/:\w+(?:\{.*\})?(?=\/)/, token), status: 200, ...more });
  const own = (path: string, form: string, fields: Errand["fields"], more: Partial<Errand> = {}): Errand =>
    post(li, `/en/account/${path}`, { form, fields: fields ?? {}, ...more });
  const consents = `${messages.withdrawn}/support`;
  const issue = { id: crypto.randomUUID(), language: "en", subject: "News", text: "Apricots." };
  const note = { day: today(), note: "A fair" };
  return [
    ...formIds.map((form) => post(nobody, `/en/${form}/`, { form, fields: { ...answers[form] } })),
    post(nobody, "/en/receipt/", { fields: { receipt: "eyJ.x.y" }, status: 422 }),
    link("/en/confirm/:token/", tokens.asked),
    link("/en/confirm/:token/again/", tokens.late),
    link("/en/unsubscribe/:token/", tokens.reader, { fields: { "List-Unsubscribe": "One-Click" } }),
    link("/en/guardian/:token/agree/", tokens.agreed),
    link("/en/guardian/:token/refuse/", tokens.refused),
    post(nobody, "/en/register/", { form: "register", fields: { ...registration } }),
    link("/en/verify/:token{[\\w-]{43}}/", tokens.verify, {
      form: "verify",
      fields: { password },
      status: 303,
    }),
    link("/en/reset/:token{[A-Za-z0-9]{24}}/", tokens.reset, {
      form: "reset",
      fields: { password: "dried figs and dates" },
      status: 303,
    }),
    post(nobody, "/en/forgot-password/", { form: "forgot-password", fields: { email: li.email } }),
    link("/en/new-address/:token{[\\w-]{43}}/", tokens.moved, { form: "confirm-address", status: 303 }),
    link("/en/invitation/:token{[\\w-]+\\.[\\w-]{43}}/", tokens.invitation, {
      form: "invitation",
      fields: { name: "Zhang Min", password },
      status: 303,
    }),
    post(nobody, "/en/sign-out/"),
    post(nobody, "/en/sign-in/", { form: "sign-in", fields: { email: boss.email, password } }),
    post(nobody, "/en/sign-in/code/", {
      form: "second-step",
      fields: {},
      secondStep: things.secondStep,
    }),
    own("details/", "details", { name: "Li Wei", phone: "", address: "7 Example Road" }),
    own("order/", "signed-order", { ...signedOrder, password }),
    own("newsletter/", "own-newsletter", { newsletter: "yes" }),
    post(li, "/en/account/newsletter/stop/"),
    post(li, "/en/account/consents/withdraw/", { fields: { consent: consents } }),
    post(li, "/en/account/consents/refuse/", { fields: { version: firstVersion.date } }),
    own("consents/accept/", "accept-policy", { consent: "yes", password }),
    own("export/", "", undefined, { status: 200, form: "" }),
    ...offerErrands(things),
    own("security/email/", "new-address", { email: "li.later@example.org", password }),
    own("security/two-factor/", "two-factor", { password }, { status: 200 }),
    own("security/two-factor/confirm/", "two-factor-confirm", { code: "000000" }, { status: 422 }),
    own("security/recovery-codes/", "recovery-codes", { password }, { by: boss, status: 200 }),
    own("security/password/", "change-password", { current: password, password: "ten dried figs" }),
    own("security/end/", "", { session }, { form: "", by: mover, status: 303 }),
    post(li, "/en/account/security/end-all/"),
    post(leaving, "/en/account/delete/undo/"),
    own("delete/", "delete", { when: "now", password }, { by: leaving }),
    staff("inbox/:reference/answer/", messages.answered, { answer: "We do." }),
    staff("inbox/:reference/handled/", messages.handled),
    staff("inbox/:reference/from-child/", messages.child, { child: "yes", everything: "yes" }),
    staff("inbox/:reference/erase/", quarantined.spam, { sure: "yes" }),
    staff("inbox/:reference/release/", quarantined.ham),
    staff("orders/:reference/status/", order, { status: "cancelled", note: "The harvest is sold." }),
    staff("data-requests/:reference/withdraw/", requests.withdraw, {
      consent: `${messages.byRequest}/support`,
    }),
    staff("data-requests/:reference/erase/", requests.erased, { sure: "yes" }),
    ...deskErrands(things),
    ...disclosureErrands(things),
    staff("mail/:id{.+}/again/", mails.again, { position: "0" }),
    staff("mail/:id{.+}/drop/", mails.dropped, { position: "0", sure: "yes" }),
    post(boss, "/staff/newsletter/write/", { fields: issue, status: 200 }),
    post(boss, "/staff/newsletter/write/test/", { fields: issue, status: 200 }),
    post(boss, "/staff/newsletter/write/send/", { fields: issue }),
    {
      route: "GET /staff/newsletter/:id/failed/",
      by: boss,
      address: `/staff/newsletter/${issue.id}/failed/`,
      status: 200,
    },
    post(boss, "/staff/newsletter/pause/", { fields: { id: issue.id } }),
    post(boss, "/staff/newsletter/resume/", { fields: { id: issue.id } }),
    post(boss, "/staff/statistics/", { fields: note }),
    post(boss, "/staff/statistics/notes/delete/", { fields: { id: "x" } }),
    post(boss, "/staff/statistics/mail/", { fields: { weekly: "yes" } }),
    post(boss, "/staff/clients/", { fields: { q: guarded.email }, status: 200 }),
    staff("clients/:number/suspend/", guarded.userId, {
      reason: "Orders to empty houses.",
      told: "We check your orders.",
      reviewOn: "2099-01-01",
    }),
    staff("clients/:number/unsuspend/", guarded.userId),
    ...[...Object.keys(exports), "acts"].map((list) =>
      post(boss, `/staff/${list}/export/`, { fields: { format: "csv" }, status: 200 }),
    ),
    post(boss, "/staff/people/invite/", {
      fields: { email: "new.staff@example.org", role: "analyst" },
      status: 200,
    }),
    post(boss, "/staff/people/role/", { fields: { id: people.peer.userId, role: "editor" } }),
    post(boss, "/staff/people/remove/", { fields: { id: people.peer.userId } }),
    post(guarded, "/en/sign-out/"),
  ];
}
