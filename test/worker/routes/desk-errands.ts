import organization from "../../../content/organization.yaml";
import { extendedDueDay } from "../../../worker/submissions/data-request/law.ts";
import { dayOf } from "../../../worker/web/days.ts";
import { answers } from "../../fixtures/answers.ts";
import { offer } from "./desk-things.ts";
import type { Errand } from "./errand.ts";
import type { Person } from "./person.ts";
import { password } from "./person.ts";
import type { Things } from "./things.ts";

/** The errands of the desk, and of those whom it answers, in the order in which their steps follow. */
export function deskErrands({ people, messages, desk, tokens }: Things): Errand[] {
  const { boss, nobody } = people;
  const { orders, requests } = desk;
  const on =
    (part: string, subject: string) =>
    (deed: string, fields: Errand["fields"] = {}, status = 303) =>
      to(
        boss,
        `/staff/${part}/:reference/${deed}`,
        `/staff/${part}/${subject}/${deed}`,
        { position: "1", ...fields },
        status,
      );
  const message = on("inbox", messages.answered);
  const order = on("orders", orders.worked);
  const request = (subject: string) => on("data-requests", subject);
  const worked = request(requests.worked);
  const answering = "/en/answer/:token/";
  const link = (token: string) => `/en/answer/${token}/`;
  const hold = { reason: "A dispute about the price.", reviewOn: "2099-01-01" };
  const saved = { title: "Prices", language: "en", text: "Our prices are on the way." };
  const entered = (part: string) => `/staff/${part}/enter/:lang{${organization.languages.join("|")}}/`;
  const isExtendable =
    extendedDueDay(new Date(), organization.requestLaws, organization.timeZone) !== undefined;
  const afterExtending = { position: isExtendable ? "2" : "1" };
  const came = { channel: "phone", saidOn: dayOf(new Date(), organization.timeZone), saidAt: "00:00" };
  const enters = (part: string, form: "contact" | "order" | "data-request"): Errand[] => [
    to(boss, entered(part), `/staff/${part}/enter/en/`),
    {
      ...to(boss, entered(part), `/staff/${part}/enter/en/`, { ...answers[form], ...came }),
      form: `enter-${form}`,
    },
  ];
  return [
    ...enters("inbox", "contact"),
    ...enters("orders", "order"),
    ...enters("data-requests", "data-request"),
    to(boss, "/staff/inbox/search/", "/staff/inbox/search/", { q: "works@example.org" }, 200),
    to(boss, "/staff/inbox/texts/", "/staff/inbox/texts/", saved),
    to(boss, "/staff/inbox/texts/delete/", "/staff/inbox/texts/delete/", { id: "none" }),
    message("assign/", { assignee: boss.userId }),
    message("hold/", hold),
    message("hold/release/"),
    on("inbox", messages.handled)("reopen/", { position: "2" }),
    order("offer/", offer),
    order("status/", { position: "2", status: "confirmed", note: "Accepted by phone." }),
    order("answer/", { position: "3", answer: "It leaves on Monday." }),
    order("assign/", { assignee: boss.userId }),
    order("hold/", hold),
    order("hold/release/"),
    on("orders", orders.spam)("erase/", { sure: "yes" }),
    on("orders", orders.child)("from-child/", { child: "yes" }),
    on("orders", orders.trapped)("release/"),
    worked("identify/", { how: "By telephone." }),
    worked("answer/", { answer: "We look into it." }),
    worked("assign/", { assignee: boss.userId }),
    worked("hold/", hold),
    worked("hold/release/"),
    worked("erase/", { sure: "yes" }),
    request(requests.child)("release/"),
    request(requests.child)("from-child/", { child: "yes" }),
    request(requests.see)("extend/", { why: "Much to look through." }, isExtendable ? 303 : 422),
    request(requests.see)("copy/", afterExtending),
    request(requests.see)("copy/download/", {}, 200),
    request(requests.see)("done/", { ...afterExtending, note: "Here it is." }),
    request(requests.correct)("correct/", { record: requests.correct, field: "name", value: "Wei Li" }),
    request(requests.object)("object/"),
    request(requests.restrict)("restrict/"),
    request(requests.restrict)("done/", { note: "It is only stored now." }),
    request(requests.restrict)("lift/", { position: "2", why: "The dispute is over." }),
    request(requests.refused)("refuse/", { refusalGround: "GDPR 12(5)", reasons: "Asked every day." }),
    to(nobody, answering, link(tokens.offered)),
    to(nobody, answering, link(tokens.offered), { reply: "Can it be Tuesday?" }),
    to(nobody, answering, link(tokens.offered), { do: "accept", offer: `${orders.linked}/status-1` }),
    to(nobody, `${answering}export/`, `${link(tokens.copied)}export/`, {}, 200),
  ];
}

/** Accepting an offer in the account, before its session ends. */
export function offerErrands({ people: { li }, signedOrder }: Things): Errand[] {
  const route = "/en/account/offer/:reference/";
  const address = `/en/account/offer/${signedOrder}/`;
  return [to(li, route, address), { ...to(li, route, address, { password }), form: "accept-offer" }];
}

/** Opening an address, or sending it fields. */
function to(by: Person, route: string, address: string, fields?: Errand["fields"], status = 303): Errand {
  return {
    route: `${fields ? "POST" : "GET"} ${route}`,
    by,
    address,
    status: fields ? status : 200,
    ...(fields ? { fields } : {}),
  };
}
