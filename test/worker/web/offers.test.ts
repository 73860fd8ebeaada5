import { afterEach, describe, expect, it } from "vitest";
import organization from "../../../content/organization.yaml";
import { formUnder } from "../../../worker/forms/form/checking.ts";
import { versions } from "../../../worker/policy/versions/lock.ts";
import { orderForm } from "../../../worker/submissions/order/form.ts";
import { isOfferedBy } from "../../../worker/web/belongings.ts";
import { Offer } from "../../../worker/web/organization.ts";
import { routeTable } from "../routes/errands.ts";
import { ask } from "../site.ts";

const all = [...organization.offers];

/** The organization as it is, without one offer. */
function without(offer: Offer): void {
  organization.offers.splice(0, all.length, ...all.filter((one) => one !== offer));
}

afterEach(() => {
  organization.offers.splice(0, all.length, ...all);
});

/** Some of the routes that belong to each offer. */
const known: Readonly<Record<Offer, readonly string[]>> = {
  orders: ["GET /en/order/", "POST /en/order/", "POST /en/account/order/", "POST /staff/orders/export/"],
  feedback: ["GET /en/feedback/", "POST /en/feedback/"],
  newsletter: ["POST /en/newsletter/", "POST /en/account/newsletter/stop/", "GET /staff/newsletter/"],
  accounts: [
    "POST /en/register/",
    "GET /en/account/",
    "POST /en/account/export/",
    "POST /en/account/delete/",
  ],
};

/** A route’s address with something in the place of each parameter. */
const addressOf = (route: string) =>
  route
    .replace(/^\w+ /, "")
    .replace(/:lang\{[^}]*\}/, "en")
    .replace(/:\w+(?:\{[^/]*\})?/g, "x")
    .replace("*", "x");

describe.each(Offer.options)("an organization without %s", (offer) => {
  it("has none of its routes, with GET or with POST, and all the others", async () => {
    without(offer);
    const gone = routeTable.filter((route) => !isOfferedBy(organization, addressOf(route)));
    expect(gone).toEqual(expect.arrayContaining([...known[offer]]));
    for (const route of gone) {
      const answer = await ask(addressOf(route), route.startsWith("POST") ? { fields: {} } : {});
      expect([route, answer.status]).toEqual([route, 404]);
    }
    for (const path of ["contact/", "data-request/", "policy-changes/", "sign-in/"])
      expect([path, (await ask(`/en/${path}`)).status]).toEqual([path, 200]);
  });
});

it("an order asks for no newsletter where there is none, and is not offered where there are no orders", () => {
  const [version] = versions;
  if (!version) throw new Error("no version is published");
  const boxes = () =>
    formUnder(orderForm, version.commitments)?.fields.flatMap(({ consentTo }) => consentTo ?? []);
  expect(boxes()).toEqual(["orders", "newsletter"]);
  without("newsletter");
  expect(boxes()).toEqual(["orders"]);
  without("orders");
  expect(boxes()).toBeUndefined();
});
