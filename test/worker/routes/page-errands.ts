import { firstClause, firstVersion } from "../../fixtures/content.ts";
import type { Errand } from "./errand.ts";
import type { Person } from "./person.ts";
import type { Things } from "./things.ts";

/** Who opens the pages of a route that names nobody. */
export function personFor(route: string, { people }: Things): Person {
  if (route.includes(" /staff/")) return people.boss;
  return route.includes("/account/") ? people.li : people.nobody;
}

/** Pages whose address has a part that must be filled in, or that are no page. */
export function pagesOf(things: Things): Errand[] {
  const { tokens, messages, order, desk, signature, mails } = things;
  const policy = `/en/policy/${firstVersion.date}/`;
  const pages: [string, string, number?][] = [
    ["/en/policy/clause/:id/", `/en/policy/clause/${firstClause}/`],
    ["/en/policy/:date{\\d{4}-\\d{2}-\\d{2}}/", policy],
    ["/en/policy/:date{\\d{4}-\\d{2}-\\d{2}}/policy.md", `${policy}policy.md`],
    ["/en/policy/:date{\\d{4}-\\d{2}-\\d{2}}/policy.txt", `${policy}policy.txt`],
    ["/en/policy/:date{\\d{4}-\\d{2}-\\d{2}}/policy.tlog-proof", `${policy}policy.tlog-proof`, 404],
    ["/en/policy/at/", "/en/policy/at/"],
    ["/en/policy/at/:day/", `/en/policy/at/${firstVersion.date}/`],
    ["/en/policy/compare/", "/en/policy/compare/", 302],
    ["/en/policy/compare/:a/:b/", "/en/policy/compare/2020-01-01/2020-01-02/"],
    ["/en/policy/compare/:a/:b/list/", "/en/policy/compare/2020-01-01/2020-01-02/list/"],
    ["/en/unsubscribe/:token/", `/en/unsubscribe/${tokens.reader}/`],
    ["/en/sent/:reference/", `/en/sent/${messages.answered}/`],
    ["/en/sent/:reference/receipt.json", `/en/sent/${messages.answered}/receipt.json`],
    ["/en/sent/:reference/receipt.svg", `/en/sent/${messages.answered}/receipt.svg`],
    ["/en/written/:token/", `/en/written/${tokens.written}/`],
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
    ["/en/account/receipts/:id/code/", `/en/account/receipts/${signature}/code/`],
    ["/staff/inbox/", "/staff/inbox/?show=all"],
    ["/staff/inbox/:reference/", `/staff/inbox/${messages.answered}/`],
    ["/staff/orders/", "/staff/orders/?show=all"],
    ["/staff/orders/:reference/", `/staff/orders/${order}/`],
    ["/staff/data-requests/:reference/", `/staff/data-requests/${desk.requests.see}/`],
    ["/staff/clients/:number/", `/staff/clients/${messages.answered}/`],
    ["/staff/mail/", "/staff/mail/?show=all"],
    ["/staff/mail/:id{.+}", `/staff/mail/${mails.again}/`],
    ["/staff/audit/", "/staff/audit/"],
    ["/en/thread/*", "/en/thread/x/", 404],
    ["/log/checkpoint", "/log/checkpoint", 404],
    ["/log/tile/*", "/log/tile/0/000.p/1", 404],
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
