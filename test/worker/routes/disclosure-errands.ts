import type { Errand } from "./errand.ts";
import type { Person } from "./person.ts";
import { proposal } from "./register.ts";
import type { Things } from "./things.ts";

/** The errands of the register, in the order in which its steps follow. */
export function disclosureErrands(things: Things): Errand[] {
  const { people, disclosures, messages } = things;
  const { boss, li, nobody } = people;
  const { refused, asked, handedOver, withheld, later } = disclosures;
  const step = (path: string, subject: string, position: number, fields = {}): Errand => ({
    route: `POST /staff/disclosures/:reference/${path}`,
    by: boss,
    address: `/staff/disclosures/${subject}/${path}`,
    fields: { position: String(position), ...fields },
    status: 303,
  });
  const link = `/en/answer/${things.tokens.answer}/`;
  const page = (route: string, by: Person, address: string): Errand => ({ route, by, address, status: 200 });
  return [
    page("GET /staff/disclosures/:reference/", boss, `/staff/disclosures/${refused}/`),
    page("GET /staff/disclosures/", boss, "/staff/disclosures/?show=all"),
    page("GET /en/answer/:token/", nobody, link),
    { ...page("POST /en/answer/:token/", nobody, link), fields: { answer: "agree" } },
    {
      route: "POST /en/account/disclosures/answer/",
      by: li,
      address: "/en/account/disclosures/answer/",
      fields: { answer: "agree", reference: asked },
      status: 303,
    },
    {
      route: "POST /staff/disclosures/propose/",
      by: boss,
      address: "/staff/disclosures/propose/",
      fields: proposal(messages.answered, "R-AAAA-BBBB-0006"),
      status: 303,
    },
    step("refuse/", refused, 2, { note: "No ground." }),
    step("withhold/", withheld, 3, { silence: "Still.", reviewOn: later }),
    step("approve/", handedOver, 3),
    { ...step("export/", handedOver, 4), status: 200 },
    step("tell/", handedOver, 5),
    step("hold/review/", handedOver, 6, { holdReviewOn: later }),
    step("hold/release/", handedOver, 6),
  ];
}
