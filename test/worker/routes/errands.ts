import { env } from "cloudflare:workers";
import { app } from "../../../worker/app.ts";
import { answers, formIds, registration } from "../../fixtures/answers.ts";
import { ticketFor } from "../client.ts";
import { ask } from "../site.ts";
import { disclosureErrands } from "./disclosure-errands.ts";
import type { Errand } from "./errand.ts";
import { type Person, password } from "./person.ts";
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
  const { by, address, fields, form } = errand;
  const sent = fields && { ...fields, ...(form ? { ticket: ticket ?? (await ticketFor(env, form)) } : {}) };
  const answer = await ask(address, { cookie: by.cookie, bindings, ...(sent ? { fields: sent } : {}) });
  by.take(answer);
  return answer;
}

function personFor(route: string, { people }: Things): Person {
  if (route.includes(" /staff/")) return people.boss;
  return route.includes("/account/") ? people.li : people.nobody;
}

/** Pages whose address has a part that must be filled in, or that are no page. */
function pagesOf(things: Things): Errand[] {
  const { tokens, messages, order, requests, signature, mails } = things;
  const pages: [string, string, number?][] = [
    ["/en/policy/clause/:id/", "/en/policy/clause/use/"],
    ["/en/policy/:date{\\d{4}-\\d{2}-\\d{2}}/", "/en/policy/2026-11-22/"],
    ["/en/policy/:date{\\d{4}-\\d{2}-\\d{2}}/policy.md", "/en/policy/2026-11-22/policy.md"],
    ["/en/policy/:date{\\d{4}-\\d{2}-\\d{2}}/policy.txt", "/en/policy/2026-11-22/policy.txt"],
    ["/en/policy/at/", "/en/policy/at/"],
    ["/en/policy/at/:day/", "/en/policy/at/2026-11-25/"],
    ["/en/policy/compare/", "/en/policy/compare/", 302],
    ["/en/policy/compare/:a/:b/", "/en/policy/compare/2020-01-01/2020-01-02/"],
    ["/en/policy/compare/:a/:b/list/", "/en/policy/compare/2020-01-01/2020-01-02/list/"],
    ["/en/unsubscribe/:token/", `/en/unsubscribe/${tokens.reader}/`],
    ["/en/sent/:reference/", `/en/sent/${messages.answered}/`],
    ["/en/sent/:reference/receipt.json", `/en/sent/${messages.answered}/receipt.json`],
    ["/en/confirm/:token/", `/en/confirm/${tokens.asked}/`],
    ["/en/guardian/:token/", `/en/guardian/${tokens.agreed}/`],
    ["/en/verify/:token{[\\w-]{43}}/", `/en/verify/${tokens.verify}/`],
    ["/en/verify/*", "/en/verify/x/", 404],
    ["/en/reset/:token{[A-Za-z0-9]{24}}/", `/en/reset/${tokens.reset}/`],
    ["/en/reset/*", "/en/reset/x/", 404],
    ["/en/new-address/:token{[\\w-]{43}}/", `/en/new-address/${tokens.moved}/`],
    ["/en/new-address/*", "/en/new-address/x/", 404],
    ["/en/invitation/:token{[\\w-]+\\.[\\w-]{43}}/", `/en/invitation/${tokens.invitation}/`],
    ["/en/invitation/*", "/en/invitation/x/", 404],
    ["/en/account/receipts/:id/", `/en/account/receipts/${signature}/`],
    ["/en/account/receipts/:id/file/", `/en/account/receipts/${signature}/file/`],
    ["/staff/inbox/", "/staff/inbox/?show=all"],
    ["/staff/inbox/:reference/", `/staff/inbox/${messages.answered}/`],
    ["/staff/orders/", "/staff/orders/?show=all"],
    ["/staff/orders/:reference/", `/staff/orders/${order}/`],
    ["/staff/data-requests/:reference/", `/staff/data-requests/${requests.done}/`],
    ["/staff/mail/", "/staff/mail/?show=all"],
    ["/staff/mail/:id{.+}", `/staff/mail/${mails.again}/`],
    ["/staff/audit/", "/staff/audit/"],
    ["/problem/", "/problem/", 404],
    ["/en/not-saved/", "/en/not-saved/", 404],
  ];
  return pages.map(([path, address, status = 200]) => ({
    route: `GET ${path}`,
    by: personFor(` ${path}`, things),
    address,
    status,
  }));
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
  const note = { day: new Date().toISOString().slice(0, 10), note: "A fair" };
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
      fields: { code: things.code },
    }),
    own("details/", "details", { name: "Li Wei", phone: "", address: "7 Example Road" }),
    own("order/", "signed-order", { ...signedOrder, password }),
    own("newsletter/", "own-newsletter", { newsletter: "yes" }),
    post(li, "/en/account/newsletter/stop/"),
    post(li, "/en/account/consents/withdraw/", { fields: { consent: consents } }),
    post(li, "/en/account/consents/refuse/", { fields: { version: "2026-11-22" } }),
    own("consents/accept/", "accept-policy", { consent: "yes", password }),
    own("export/", "", undefined, { status: 200, form: "" }),
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
    staff("orders/:reference/status/", order, { status: "confirmed", note: "" }),
    staff("data-requests/:reference/done/", requests.done, { note: "" }),
    staff("data-requests/:reference/erase/", requests.erased, { sure: "yes" }),
    ...disclosureErrands(things),
    staff("mail/:id{.+}/again/", mails.again, { position: "0" }),
    staff("mail/:id{.+}/drop/", mails.dropped, { position: "0", sure: "yes" }),
    post(boss, "/staff/newsletter/write/", { fields: issue, status: 200 }),
    post(boss, "/staff/newsletter/write/test/", { fields: issue, status: 200 }),
    post(boss, "/staff/newsletter/write/send/", { fields: issue }),
    post(boss, "/staff/statistics/", { fields: note }),
    post(boss, "/staff/statistics/notes/delete/", { fields: { id: "x" } }),
    post(boss, "/staff/statistics/mail/", { fields: { weekly: "yes" } }),
    post(guarded, "/en/sign-out/"),
  ];
}
